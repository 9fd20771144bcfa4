need python3
counted >incoming/leased-for-good
python3 - <<'PY'
import fcntl, os, signal, time
signal.signal(signal.SIGIO, signal.SIG_IGN)
fd = os.open("incoming/leased-for-good", os.O_RDWR)
fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
os.rename("incoming/leased-for-good", "wait-q/leased-for-good")
left = 200
while os.path.exists("wait-q/leased-for-good") and left > 0:
    left -= 1
    time.sleep(0.1)
PY
