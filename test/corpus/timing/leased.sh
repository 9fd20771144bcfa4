need python3
counted >incoming/leased
python3 - <<'PY' &
import fcntl, os, signal, time
fd = os.open("incoming/leased", os.O_RDWR)
signal.signal(signal.SIGIO, signal.SIG_IGN)
fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
os.rename("incoming/leased", "wait-q/leased")
time.sleep(0.5)
PY
there wait-q/leased
sleep 0.1
test ! -e "../ran/$CASE"
wait
