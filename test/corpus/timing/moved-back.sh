uow "COMMAND :: $COUNT; echo attempt \$UOW_ATTEMPT; exit 1" | drop wait-q/moved-back
says error-q/moved-back "ERROR exit 1"
mv error-q/moved-back priority-q/
