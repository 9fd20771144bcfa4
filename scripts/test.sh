#!/bin/sh
# npm test: install, type-check (the build), lint, test.
set -eu
cd "$(dirname "$0")/.."
sh scripts/prepare.sh
node_modules/.bin/biome check .
node_modules/.bin/ava "$@"
