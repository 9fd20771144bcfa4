node -e 'require("net").createServer().listen("incoming/s", () => process.kill(process.pid, "SIGKILL"))' || :
mv incoming/s wait-q/socket
