#!/bin/sh
# npm start: install, build, make ./queue-root if there is none, run the Monitor on it in the foreground.
set -eu
cd "$(dirname "$0")/.."
sh scripts/prepare.sh
node dist/src/cli.js init queue-root >&2
exec node dist/src/cli.js --root queue-root monitor --hints
