#!/bin/sh
# Makes the man pages of the built program in dist/man, where package.json names them.
set -eu
cd "$(dirname "$0")/.."
mkdir -p dist/man
for page in catq.1 catq-uow.5 catq-config.5; do
	node dist/src/cli.js man "$page" > "dist/man/$page.new"
	mv "dist/man/$page.new" "dist/man/$page"
done
