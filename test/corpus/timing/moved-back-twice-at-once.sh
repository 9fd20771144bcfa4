uow "COMMAND :: $COUNT; [ \$UOW_ATTEMPT = 1 ] || sleep 2; exit 1" | drop wait-q/moved-back-twice
says error-q/moved-back-twice "ERROR exit 1"
sleep 0.3
cp -p error-q/moved-back-twice "$OUT/copy"
mv error-q/moved-back-twice wait-q/
mv "$OUT/copy" priority-q/moved-back-twice
