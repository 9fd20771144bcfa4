#!/bin/sh
# Installs and builds what is missing or older than its source; does nothing else. Run from anywhere.
set -eu
cd "$(dirname "$0")/.."
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	echo "catq: installing packages" >&2
	npm ci --no-audit --no-fund >&2
	touch node_modules/.package-lock.json
fi
if [ ! -f dist/.tsbuildinfo ] || [ -n "$(find src test tsconfig.json package-lock.json scripts/bundle.mjs -newer dist/.tsbuildinfo -print -quit)" ]; then
	echo "catq: building" >&2
	mkdir -p dist
	# What was built from a source that is gone would still be run.
	find dist -name '*.js' | while read -r built; do
		source=${built#dist/}
		[ -f "${source%.js}.ts" ] || rm -f "$built"
	done
	node_modules/.bin/tsc -p .
	node_modules/.bin/tsc -p src/browser
	chmod +x dist/src/cli.js
	node scripts/bundle.mjs
	sh scripts/man.sh
	touch dist/.tsbuildinfo
fi
