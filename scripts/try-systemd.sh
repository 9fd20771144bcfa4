#!/bin/sh
# Proves systemd/catq@.service on a real systemd, in a container with a root, /tmp, /run and processes of its own.
# Needs root, systemd and systemd-container (systemd-nspawn); takes about three minutes. Run from anywhere; leaves
# nothing behind. The container goes down and comes up again three times with jobs running. Never boot a systemd on the machine's own root instead: it would empty the machine's /tmp.
# Prints one line for each point, and "N points, M failed". Exit code 0: all as it should be, 1: not, 2: could not try.
# KEEP=1 keeps the container's files and says where they are.
set -eu
cd "$(dirname "$0")/.."
for tool in systemd-nspawn systemctl systemd-notify flock node; do
	command -v "$tool" >/dev/null || { echo "try-systemd: $tool is needed" >&2; exit 2; }
done
[ "$(id -u)" = 0 ] || { echo "try-systemd: root is needed" >&2; exit 2; }
[ -d dist/src ] || sh scripts/prepare.sh
umask 022

work=$(mktemp -d)
root=$work/root
# Name of the container and of its cgroup.
trial=catq-trial-$$
nspawn=
reader=

# The cgroup hierarchies in which nspawn keeps its own two groups, where no systemd gives it a scope.
hierarchies() {
	[ ! -d /run/systemd/system ] || return 0
	for folder in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
		[ ! -e "$folder/cgroup.procs" ] || echo "$folder"
	done
}

clean_up() {
	trap - EXIT INT TERM HUP
	if [ -n "$nspawn" ] && kill -0 "$nspawn" 2>/dev/null; then
		inner=$(pgrep -P "$nspawn" || true)
		kill -TERM "$nspawn" 2>/dev/null || true
		left=20
		while [ "$left" -gt 0 ] && kill -0 "$nspawn" 2>/dev/null; do sleep 0.5; left=$((left - 1)); done
		# The first process of the container takes all others of it along.
		for process in $inner "$nspawn"; do kill -KILL "$process" 2>/dev/null || true; done
		wait "$nspawn" 2>/dev/null || true
	fi
	[ -z "$reader" ] || kill "$reader" 2>/dev/null || true
	for folder in $(hierarchies); do
		[ ! -d "$folder/$trial" ] || find "$folder/$trial" -depth -type d -exec rmdir {} \; || true
	done
	# nspawn's own traces; it leaves them where /run is no tmpfs.
	for folder in propagate unix-export; do
		[ ! -d "/run/systemd/nspawn/$folder/$trial" ] || find "/run/systemd/nspawn/$folder/$trial" -xdev -depth -delete || true
	done
	[ -d /run/systemd/system ] || [ ! -d /run/systemd/nspawn ] ||
		find /run/systemd/nspawn -xdev -depth -type d -empty -delete || true
	if [ -n "${KEEP:-}" ]; then echo "kept $work"; else rm -rf --one-file-system "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- the container's root: /usr from the machine, read-only; everything else its own
mkdir -p "$root/etc/systemd/system/multi-user.target.wants" "$root/usr" "$root/opt" "$root/srv" \
	"$root/run" "$root/tmp" "$root/root" "$root/proc" "$root/sys" "$root/dev" "$root/var/log" "$root/var/lib" "$root/var/tmp"
chmod 1777 "$root/tmp" "$root/var/tmp"
for name in bin sbin lib lib64; do [ ! -e "/$name" ] || ln -s "usr/$name" "$root/$name"; done
cp -a /etc/alternatives "$root/etc/" 2>/dev/null || true
cp -a /etc/ld.so.* "$root/etc/" 2>/dev/null || true
cat >"$root/etc/passwd" <<'END'
root:x:0:0:root:/root:/bin/sh
queue:x:990:990:runs its own queue:/srv:/usr/sbin/nologin
visitor:x:1500:1500:drops jobs:/tmp:/bin/sh
nobody:x:65534:65534:nobody:/:/usr/sbin/nologin
END
printf 'root:x:0:\nqueue:x:990:\nvisitor:x:1500:\nnogroup:x:65534:\n' >"$root/etc/group"
printf 'passwd: files\ngroup: files\n' >"$root/etc/nsswitch.conf"
echo 'ID=trial' >"$root/etc/os-release"
systemd-id128 new >"$root/etc/machine-id"
ln -s /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
for unit in systemd-logind.service dbus.service dbus.socket getty.target console-getty.service \
	systemd-networkd.service systemd-resolved.service systemd-tmpfiles-setup.service systemd-tmpfiles-setup-dev.service \
	systemd-tmpfiles-clean.timer systemd-sysctl.service systemd-binfmt.service systemd-modules-load.service \
	systemd-udevd.service systemd-udev-trigger.service systemd-firstboot.service systemd-sysusers.service; do
	ln -s /dev/null "$root/etc/systemd/system/$unit"
done

# --- what "npm install -g" leaves under /usr/local: a copy of the build as it is now, with the checkout's packages
package=$work/local/lib/node_modules/catq
mkdir -p "$work/local/bin" "$package/dist" "$package/node_modules"
cp -R dist/bin dist/src "$package/dist/"
cp -R package.json monitor.config.txt queue-root-template systemd "$package/"
ln -s ../lib/node_modules/catq/dist/bin/catq.cjs "$work/local/bin/catq"
cp "$(node -p process.execPath)" "$work/local/bin/node"

# --- the trial, run by the container's systemd once it is up
cat >"$root/etc/systemd/system/trial.service" <<'END'
[Unit]
After=basic.target
FailureAction=exit-force
[Service]
Type=oneshot
StandardOutput=append:/opt/answers
StandardError=inherit
ExecStart=/bin/sh /opt/trial.sh
TimeoutStartSec=600
END
ln -s ../trial.service "$root/etc/systemd/system/multi-user.target.wants/trial.service"
: >"$root/opt/answers"
# The machine's boot id cannot change; nspawn gives each boot of the container one of its own. Where a stage leaves
# /opt/boot-id, the next boot has that id: so it is in a container that is restarted on a machine that is not.
cat >"$root/etc/systemd/system/same-boot.service" <<'END'
[Unit]
DefaultDependencies=no
Before=sysinit.target
ConditionPathExists=/opt/boot-id
[Service]
Type=oneshot
# What nspawn put there was unlinked since, and cannot be mounted over.
ExecStart=umount /proc/sys/kernel/random/boot_id
ExecStart=mount --bind /opt/boot-id /proc/sys/kernel/random/boot_id
END
mkdir "$root/etc/systemd/system/sysinit.target.wants"
ln -s ../same-boot.service "$root/etc/systemd/system/sysinit.target.wants/same-boot.service"
printf '. /opt/points.sh; . "/opt/stage-$(cat /opt/stage)"\n' >"$root/opt/trial.sh"
echo 1 >"$root/opt/stage"
echo 0 0 >"$root/opt/count"
cat >"$root/opt/points.sh" <<'END'
root=/srv/queue
unit=catq@$(systemd-escape --path "$root").service
read -r points failed </opt/count
begun=
mark=0
cd /srv

# leave STAGE HOW: goes on with STAGE after the next boot. orderly: a shutdown, which ends jobs by TERM and leaves
# their keepers time to record it; cut: the first process is killed from outside, and all others with it
leave() {
	echo "$points $failed" >/opt/count
	echo "$1" >/opt/stage
	case $2 in
	orderly) systemctl --no-block start poweroff.target ;;
	cut) : >/opt/cut; sleep 60 ;;
	esac
	exit 0
}

# point TEXT FUNCTION: one line of the answer
point() {
	points=$((points + 1))
	what=
	# Each point but the first ones begins with a running unit, whatever the one before left.
	[ -z "$begun" ] || is ActiveState active || systemctl start "$unit"
	if "$2"; then echo "ok: $1"; return; fi
	failed=$((failed + 1))
	echo "FAILED: $1 (not so: ${what:-$2})"
	systemctl show "$unit" -p ActiveState,SubState,Result,NRestarts,MainPID,ExecMainStatus | sed 's/^/    /'
	tail -n 5 "$root/monitor_says" | sed 's/^/    monitor_says: /'
	journalctl -u "$unit" -o cat -n 8 --no-pager | sed 's/^/    journal: /'
}
# need TEXT COMMAND...: one condition of a point
need() { what=$1; shift; "$@"; }
# within SECONDS COMMAND...: waits until it is so
within() {
	limit=$(($1 * 10)); shift
	until "$@" 2>/dev/null; do
		limit=$((limit - 1)); [ $limit -gt 0 ] || return 1
		sleep 0.1
	done
}
show() { systemctl show -p "$1" --value "$unit"; }
is() { [ "$(show "$1")" = "$2" ]; }
not() { ! "$@"; }
pid() { show MainPID; }
says() { tail -n "+$((mark + 1))" "$root/monitor_says" | grep -qF -- "$1"; }
mark_says() { mark=$(wc -l <"$root/monitor_says"); }
journal_has() { journalctl -u "$unit" -o cat --no-pager | grep -qF -- "$1"; }
status_of() { grep -q "^$2" "$root/$1"; }
has_run() { [ -s /srv/$1.pid ]; }
is_alive() { kill -0 "$(cat /srv/$1.pid)" 2>/dev/null; }
ran_once() { [ "$(wc -l </srv/$1.pid)" = 1 ]; }
drop() {
	printf '==== UNIT OF WORK\nCOMMAND :: %s\n\n==== STATUS\n\n==== JOB LOG\n' "$2" >"$root/incoming/$1"
	mv "$root/incoming/$1" "$root/wait-q/$1"
}
# drop_as USER NAME COMMAND: the file is the user's
drop_as() {
	: >"$root/incoming/$2"
	chown "$1:" "$root/incoming/$2"
	drop "$2" "$3"
}
settled() { [ -e "$root/done-q/$1" ] || [ -e "$root/error-q/$1" ] || [ -e "$root/fail-q/$1" ]; }
# long_job NAME SECONDS: notes each launch, runs a while, ends with exit code 7; returns once it runs
long_job() {
	drop $1 "echo \$\$ >> /srv/$1.pid; sleep $2; echo finished; exit 7"
	need "$1 begins" within 10 has_run $1
}
# The job that long_job began has ended by itself, was launched once, and its true exit code is known.
ended_well() {
	need "$1 is settled with exit 7" within 25 status_of error-q/$1 'ERROR exit 7' &&
		need "$1 wrote to its end" grep -q finished "$root/error-q/$1" &&
		need "$1 was launched once" ran_once $1
}
drop_in() { mkdir -p "/etc/systemd/system/$unit.d"; printf '[Service]\n%s\n' "$@" >"/etc/systemd/system/$unit.d/trial.conf"; systemctl daemon-reload; }
no_drop_in() { rm -r "/etc/systemd/system/$unit.d"; systemctl daemon-reload; }

# busy NAME: three jobs for two slots. The second one is to be requeued; all note each launch.
busy() {
	need "the unit is active" is ActiveState active || return 1
	rm -f /opt/short
	echo 'slots :: 2' >"$root/monitor.config.txt"
	systemctl restart "$unit"
	for job in "$1-runs" "$1-again" "$1-waits"; do
		case $job in *-again) more='
ON CRASH :: requeue' ;; *) more= ;; esac
		drop "$job" "echo \$\$ >>/srv/$job.pid; [ -e /opt/short ] || sleep 600; echo ended$more"
		case $job in *-waits) ;; *) need "$job begins" within 15 has_run "$job" || return 1 ;; esac
	done
	need "$1-waits is accepted" within 15 status_of "wait-q/$1-waits" WAITING && : >/opt/short
}
launched() { [ "$(cat "/srv/$1.pid" 2>/dev/null | wc -l)" = "$2" ]; }
# ended NAME PLACE STATUS LAUNCHES: what became of a job
ended() {
	need "$2/$1 says $3" within 60 status_of "$2/$1" "$3" && need "$1 was launched $4 times" launched "$1" "$4"
}
# No job is left in a place where it could be run again, and none was.
quiet() {
	need "nothing runs" test "$(ls "$root/currently-executing")" = README && need "nothing waits" test "$(ls "$root/wait-q")" = README
}
END

# --- the first boot
cat >"$root/opt/stage-1" <<'END'
installing() {
	cp "/usr/local/lib/node_modules/catq/systemd/catq@.service" /etc/systemd/system/ &&
		catq init "$root" >/dev/null && systemctl daemon-reload && mark=0
}
point "the unit file is installed and catq init makes the root" installing

verifying() {
	heard=$(systemd-analyze verify --recursive-errors=no '/etc/systemd/system/catq@.service' 2>&1); code=$?
	need "no complaint: $heard" test "$code$heard" = 0
}
point "systemd-analyze verify finds nothing to complain of" verifying

starting() {
	need "systemctl enable --now" systemctl --quiet enable --now "$unit" && need "active" is ActiveState active &&
		need "enabled" systemctl --quiet is-enabled "$unit" && need "it says that it starts" says "the Monitor starts on $root"
}
point "enable --now: the unit is active (READY was heard)" starting
begun=yes

running() {
	drop hello 'echo hello'
	need "done-q/hello" within 15 status_of done-q/hello 'DONE exit 0' && need "its output" grep -qx hello "$root/done-q/hello"
}
point "a dropped job runs to done-q" running

# A score below 0 needs a privilege that some machines withhold even from root: there it is tried above 0.
score=-900
(echo $score >/proc/self/oom_score_adj) 2>/dev/null || { score=100; drop_in OOMScoreAdjust=$score; systemctl restart "$unit"; }
shielding() {
	drop scores 'cat /proc/self/oom_score_adj; env'
	need "the Monitor has the score of its unit" grep -qx -- $score "/proc/$(pid)/oom_score_adj" &&
		need "done-q/scores" within 15 status_of done-q/scores 'DONE exit 0' && need "the job has 0" grep -qx 0 "$root/done-q/scores" &&
		need "no variables of systemd's" not grep -qE '^(NOTIFY|WATCHDOG|INVOCATION|JOURNAL)_' "$root/done-q/scores"
}
point "the OOM score ($score) is the Monitor's alone, a job starts with 0; no variable of systemd's reaches a job" shielding
[ $score = -900 ] || { no_drop_in; systemctl restart "$unit"; }

owning() {
	drop_as visitor owned 'id -un'
	need "done-q/owned" within 15 status_of done-q/owned 'DONE exit 0' && need "it ran as visitor" grep -qx visitor "$root/done-q/owned"
}
point "a Monitor that runs as root runs a job as the owner of its file" owning

reloading() {
	mark_says; before=$(pid)
	echo 'settle seconds :: 1' >"$root/monitor.config.txt"
	need "systemctl reload" systemctl reload "$unit" && need "answered" within 10 says "RELOAD: the configuration was read again" &&
		need "the same Monitor" is MainPID "$before"
}
point "systemctl reload: RELOAD is answered in monitor_says" reloading

reloading_wrong() {
	mark_says; before=$(pid)
	echo 'slots :: many' >"$root/monitor.config.txt"
	systemctl reload "$unit"
	need "refused" within 10 says "the old configuration stays"; code=$?
	: >"$root/monitor.config.txt"
	[ $code = 0 ] && need "the same Monitor" is MainPID "$before" && need "active" is ActiveState active
}
point "systemctl reload of a wrong configuration: refused, the Monitor goes on" reloading_wrong

restarting() {
	mark_says; long_job r1 5 || return 1
	before=$(pid)
	need "systemctl restart" systemctl restart "$unit" && need "another Monitor" not is MainPID "$before" &&
		need "active" is ActiveState active && need "the job runs on" is_alive r1 && ended_well r1 && need "said" within 5 says "r1: ERROR exit 7"
}
point "systemctl restart: the running job is left alone, the next Monitor settles it with its exit code" restarting

warning() { need "the warning" journal_has 'Found left-over process'; }
point "systemd's remark on left-over processes is the expected one" warning

stopping() {
	long_job s1 6 &&
		need "systemctl stop" systemctl stop "$unit" && need "inactive" is ActiveState inactive && need "the job runs on" is_alive s1 &&
		need "not settled without a Monitor" within 1 status_of currently-executing/s1 RUNNING &&
		need "systemctl start" systemctl start "$unit" && need "the job still runs" is_alive s1 && ended_well s1
}
point "systemctl stop, then start: the job is left alone and settled by the next Monitor" stopping

stopping_long() {
	long_job s2 3 &&
		need "systemctl stop" systemctl stop "$unit" && need "the job ends without a Monitor" within 10 not is_alive s2 &&
		need "systemctl start" systemctl start "$unit" && ended_well s2
}
point "a job that ends while no Monitor runs is settled with its true exit code at the next start" stopping_long

# hiding NAME: a job starts a daemon that leaves its session, its environment and its files; both are killed after a restart.
hiding() {
	drop $1 "env -i setsid sleep 300.$1 <&- >&- 2>&- & sleep 301"
	need "the daemon hides" within 10 hides $1 && need "in its job's cgroup" in_own_cgroup $1 &&
		need "systemctl restart" systemctl restart "$unit" && need "it is still there" hides $1 && need "in that cgroup" in_own_cgroup $1 || return 1
	echo "KILL JOB $1" >>"$root/monitor_reads"
	need "$1 is settled" within 15 status_of fail-q/$1 'FAIL killed by request' && need "the daemon is gone" not hides $1 &&
		need "and the cgroup" within 5 not own_cgroups
}
hides() { pgrep -xf "sleep 300.$1" >/dev/null; }
in_own_cgroup() { grep -q '@.*/catq-[0-9]' "/proc/$(pgrep -xf "sleep 300.$1")/cgroup"; }
own_cgroups() { find /sys/fs/cgroup -type d -name 'catq-[0-9]*' | grep -q .; }
hiding_as_root() { hiding 4711; }
point "a job's cgroup below the unit's outlives a restart; KILL JOB ends even a daemon that hid, and the cgroup goes" hiding_as_root

is_back() { [ "$(show ActiveState)" = active ] && [ "$(show NRestarts)" -gt $1 ] && [ "$(pid)" != "$2" ]; }
killing() {
	long_job k1 6 || return 1
	before=$(pid); count=$(show NRestarts)
	kill -KILL "$before"
	need "restarted" within 15 is_back $count "$before" && need "the job runs on" is_alive k1 && ended_well k1
}
point "SIGKILL of the Monitor: it is restarted and adopts the job" killing

# A Monitor that can be made to hang: on SIGUSR2 it counts for ever and hears nothing more.
echo "process.on('SIGUSR2', () => { for (;;); });" >/opt/hang.cjs
drop_in WatchdogSec=4 Environment=NODE_OPTIONS=--require=/opt/hang.cjs
systemctl restart "$unit"
healthy() { sleep 9; need "no restart" is NRestarts 0 && need "active" is ActiveState active; }
point "the watchdog leaves a healthy Monitor alone for more than two of its limits" healthy

# bitten JOB SIGNAL: the signal makes the Monitor fall silent
bitten() {
	long_job $1 12 || return 1
	before=$(pid); count=$(show NRestarts); barks=$(barks)
	kill -$2 "$before"
	need "restarted" within 20 is_back "$count" "$before" && need "it was the watchdog" test "$(barks)" -gt "$barks" &&
		need "the job runs on" is_alive $1 && ended_well $1
}
barks() { journalctl -u "$unit" -o cat --no-pager | grep -c 'Watchdog timeout'; }
stopped() { bitten w1 STOP; }
hanging() { bitten w2 USR2; }
point "the watchdog restarts a Monitor stopped by SIGSTOP; the job is adopted" stopped
point "the watchdog restarts a Monitor that hangs; the job is adopted" hanging

# As root, the Monitor is heard with the stricter setting as well, and then only the Monitor.
drop_in NotifyAccess=main WatchdogSec=3
systemctl restart "$unit"
only_monitor() {
	drop_as visitor spoof 'export NOTIFY_SOCKET=/run/systemd/notify; systemd-notify --status=spoofed; systemd-notify WATCHDOG=trigger'
	need "the job ran" within 15 settled spoof && sleep 7 &&
		need "active" is ActiveState active && need "no restart" is NRestarts 0 && need "no status from the job" is StatusText ''
}
point "NotifyAccess=main in a drop-in: a root Monitor is heard, its jobs cannot speak for it" only_monitor
no_drop_in
systemctl restart "$unit"

shutting_down() {
	long_job d1 5 || return 1
	echo SHUTDOWN >>"$root/monitor_reads"
	need "inactive" within 10 is ActiveState inactive && need "not before the job's end" is_alive d1 && sleep 5 &&
		need "still inactive" is ActiveState inactive && need "no failure" is Result success && need "no restart" is NRestarts 0 &&
		need "systemctl start" systemctl start "$unit" && ended_well d1
}
point "SHUTDOWN: the unit is inactive and is not restarted; the job is settled at the next start" shutting_down

finishing() {
	long_job f1 4 || return 1
	echo FINISH >>"$root/monitor_reads"
	need "active while the job runs" is ActiveState active && ended_well f1 && need "inactive" within 10 is ActiveState inactive &&
		sleep 4 && need "still inactive" is ActiveState inactive && need "no failure" is Result success
	code=$?
	systemctl start "$unit"
	return $code
}
point "FINISH: the job runs to its end, then the unit is inactive and is not restarted" finishing

yielding() {
	systemctl stop "$unit"
	catq --root "$root" monitor >/dev/null 2>&1 & other=$!
	sleep 2; systemctl --no-block start "$unit"
	need "exit code 75, tried again" within 15 is_back_off; code=$?
	kill -TERM $other; wait $other
	[ $code = 0 ] && need "active once the other Monitor is gone" within 15 is ActiveState active
}
is_back_off() { [ "$(show ExecMainStatus)" = 75 ] && [ "$(show NRestarts)" -ge 2 ]; }
point "a root that another Monitor holds: exit code 75, tried again until it is free" yielding

# refused CODE: the start fails with it and is not tried again
refused() {
	need "the start fails" not systemctl start "$unit" 2>/dev/null && need "exit code $1" is ExecMainStatus $1 &&
		sleep 5 && need "failed" is ActiveState failed && need "not restarted" is NRestarts 0
}
misconfiguring() {
	systemctl stop "$unit"; echo 'slots :: many' >"$root/monitor.config.txt"
	refused 78; code=$?
	: >"$root/monitor.config.txt"
	[ $code = 0 ] && need "a start after the repair" systemctl start "$unit"
}
point "a wrong configuration: exit code 78, no restart; after the repair it starts" misconfiguring

missing() {
	systemctl stop "$unit"; drop_in Environment=PATH=/nowhere
	refused 127; code=$?
	no_drop_in
	[ $code = 0 ] && need "a start after the repair" systemctl start "$unit"
}
point "no catq to be found: exit code 127, no restart" missing

# From here on: a root with a space and a dollar sign in its path, run by an ordinary user.
systemctl stop "$unit"
begun=
root='/srv/own $jobs'
unit=catq@$(systemd-escape --path "$root").service
as_user() {
	catq init "$root" >/dev/null && chown -R queue:queue "$root" && drop_in User=queue WatchdogSec=2 LimitCORE=0 &&
		need "systemctl start" systemctl start "$unit" && need "active" is ActiveState active &&
		need "the Monitor is the user's" test "$(stat -c %U "/proc/$(pid)")" = queue &&
		sleep 5 && need "its signs of life are heard" is NRestarts 0
}
point "User= in a drop-in, a path with a space and a dollar sign: active, READY and WATCHDOG are heard" as_user

jobs_as_user() {
	drop mine 'id -un'
	need "done-q/mine" within 15 status_of done-q/mine 'DONE exit 0' && need "it ran as queue" grep -qx queue "$root/done-q/mine"
}
point "there, a job runs as that user" jobs_as_user

hiding_as_user() { hiding 4712; }
point "there, KILL JOB ends a daemon that hid as well: the cgroup is delegated to that user" hiding_as_user
systemctl stop "$unit"

# From here on the first root again, which is enabled: it must come up with the machine.
root=/srv/queue
unit=catq@srv-queue.service
systemctl start "$unit"
before_poweroff() { busy orderly; }
point "before the machine goes down in order: two jobs run, one waits" before_poweroff
leave 2 orderly
END

# --- after an orderly poweroff
cat >"$root/opt/stage-2" <<'END'
after_poweroff() {
	need "the unit is active by itself" within 120 is ActiveState active &&
		ended orderly-runs fail-q 'FAIL signal TERM' 1 && ended orderly-waits done-q 'DONE exit 0' 1 &&
		ended orderly-again done-q 'DONE exit 0.*attempt 2' 2 && quiet
}
point "after it: the unit starts by itself, what ran is in fail-q, ON CRASH :: requeue ran as attempt 2, the waiting one ran" after_poweroff
before_cut() { busy cut; }
point "before the machine's end by SIGKILL: two jobs run, one waits" before_cut
leave 3 cut
END

# --- after a hard end, with a new boot id
cat >"$root/opt/stage-3" <<'END'
after_cut() {
	need "the unit is active by itself" within 120 is ActiveState active &&
		ended cut-runs fail-q 'FAIL may have run: the machine went down' 1 && ended cut-waits done-q 'DONE exit 0' 1 &&
		ended cut-again done-q 'DONE exit 0.*attempt 2' 2 && quiet
}
point "after it: what ran is in fail-q as may have run, ON CRASH :: requeue ran as attempt 2, the waiting one ran" after_cut
before_same() { busy same && cat /proc/sys/kernel/random/boot_id >/opt/boot-id; }
point "before the container's end by SIGKILL on a machine that stays up: two jobs run, one waits" before_same
leave 4 cut
END

# --- after a hard end, with the same boot id
cat >"$root/opt/stage-4" <<'END'
after_same() {
	need "the boot id is the same" cmp -s /opt/boot-id /proc/sys/kernel/random/boot_id &&
		need "the unit is active by itself" within 120 is ActiveState active &&
		ended same-runs fail-q 'FAIL may have run: its keeper ended without recording an exit' 1 &&
		ended same-again fail-q 'FAIL may have run: its keeper ended without recording an exit' 1 &&
		ended same-waits done-q 'DONE exit 0' 1 && quiet
}
point "after it, with the same boot id: what ran is in fail-q as may have run, nothing ran twice, the waiting one ran" after_same
echo "$points points, $failed failed"
leave 5 orderly
END
chmod 755 "$root/opt" "$root/srv"

# --- run it
tail -n +1 -f "$root/opt/answers" & reader=$!
flags="--register=no"
[ -d /run/systemd/system ] || flags="$flags --keep-unit"
# boot: runs the container until it is down. Its first process is killed where a stage asks for that.
boot() {
	(
		for folder in $(hierarchies); do
			mkdir -p "$folder/$trial"
			sh -c 'echo $PPID' >"$folder/$trial/cgroup.procs"
		done
		SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec systemd-nspawn --quiet --settings=no $flags --machine="$trial" \
			--directory="$root" --bind-ro=/usr --bind-ro="$work/local:/usr/local" \
			--bind-ro="$PWD/node_modules:/usr/local/lib/node_modules/catq/node_modules" \
			--private-network --link-journal=no --resolv-conf=off --timezone=off \
			--console=pipe --boot systemd.log_target=journal </dev/null >"$work/console" 2>&1
	) & nspawn=$!
	while kill -0 "$nspawn" 2>/dev/null; do
		if [ -e "$root/opt/cut" ]; then
			rm "$root/opt/cut"
			for process in $(pgrep -P "$nspawn"); do kill -KILL "$process"; done
		fi
		sleep 0.2
	done
	wait "$nspawn" || true
	nspawn=
}
stage=0
# Each stage names the one after it; one that does not has failed.
while [ "$stage" != 5 ] && [ "$(cat "$root/opt/stage")" != "$stage" ]; do
	stage=$(cat "$root/opt/stage")
	[ "$stage" = 5 ] || boot
done
sleep 1
kill "$reader" 2>/dev/null || true
reader=
case $(tail -n 1 "$root/opt/answers") in
*" points, 0 failed") ;;
*" failed") exit 1 ;;
*)
	echo "FAILED: the trial did not come to its end; the container said:"
	tail -n 20 "$work/console"
	exit 1
	;;
esac
