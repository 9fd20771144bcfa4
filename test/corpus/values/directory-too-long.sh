uow "COMMAND :: true" "DIRECTORY :: /$(head -c 20000 /dev/zero | tr '\0' d)" | drop wait-q/directory-too-long
