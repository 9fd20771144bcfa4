#!/bin/sh
# Draws docs/top.png and docs/live-*.png anew, of a real screen and a real page: needs tmux and chromium (Debian packages of these names). Run from anywhere.
set -eu
cd "$(dirname "$0")/.."
sh scripts/prepare.sh
node dist/test/pictures/top.js docs/top.png
node dist/test/pictures/serve.js docs
