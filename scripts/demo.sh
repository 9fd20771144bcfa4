#!/bin/sh
# Real programs through the queue: rsync, ffmpeg and ansible-playbook (Debian packages of these names), each as a
# job type, colours kept. Works in a temporary folder and shows the settled files. Usage: sh scripts/demo.sh
set -eu
cd "$(dirname "$0")/.."
sh scripts/prepare.sh
catq="node $PWD/dist/src/cli.js"
demo=$(mktemp -d)
trap 'rm -rf "$demo"' EXIT
root=$demo/queue-root
$catq init "$root"
cat >"$root/monitor.config.txt" <<'CONFIG'
slots :: 3
environment :: PATH, HOME, LANG

==== JOB TYPE copy
WORDS :: rsync -a --stats -- {SOURCE} {TARGET}
REQUIRED :: SOURCE, TARGET
PATTERN SOURCE :: /[A-Za-z0-9/._-]+
TIMEOUT :: 10m

==== JOB TYPE film
WORDS :: ffmpeg -nostdin -hide_banner -y -f lavfi -i {SCENE} -t {SECONDS} {TARGET}
REQUIRED :: SCENE, SECONDS, TARGET
PATTERN SECONDS :: [0-9]{1,3}

==== JOB TYPE playbook
WORDS :: env ANSIBLE_FORCE_COLOR=1 ansible-playbook -i localhost, -c local {PLAYBOOK}
REQUIRED :: PLAYBOOK
CONFIG
mkdir "$demo/source"
cp README.md CHANGELOG.md "$demo/source/"
cat >"$demo/play.yml" <<'PLAY'
- hosts: localhost
  gather_facts: false
  tasks:
    - name: say hello
      ansible.builtin.debug: { msg: "hello from the queue" }
PLAY

drop() { # NAME, then header lines on standard input
	{ echo "==== UNIT OF WORK"; cat; printf '\n==== STATUS\n\n==== JOB LOG\n'; } >"$root/incoming/$1"
	mv "$root/incoming/$1" "$root/wait-q/"
}
command -v rsync >/dev/null && drop copy <<UOW
JOB TYPE :: copy
SOURCE   :: $demo/source/
TARGET   :: $demo/target of the copy
UOW
command -v ffmpeg >/dev/null && drop film <<UOW
JOB TYPE :: film
SCENE    :: testsrc=size=320x240:rate=25
SECONDS  :: 2
TARGET   :: $demo/film.mp4
UOW
command -v ansible-playbook >/dev/null && drop playbook <<UOW
JOB TYPE :: playbook
PLAYBOOK :: $demo/play.yml
UOW
drop refused <<UOW
JOB TYPE :: copy
SOURCE   :: --rsh=sh -c reboot
TARGET   :: /tmp
UOW
$catq --root "$root" monitor --once
for file in "$root"/done-q/* "$root"/error-q/* "$root"/fail-q/*; do
	case $file in *README | *'*') continue ;; esac
	printf '\n######## %s\n' "${file#"$demo"/}"
	tail -n 25 "$file"
done
ls -l "$demo" "$demo/target of the copy" 2>/dev/null || :
