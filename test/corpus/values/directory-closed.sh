need_root
mkdir -m 700 "$OUT/closed"
uow "COMMAND :: $COUNT" "DIRECTORY :: $OUT/closed" >"$OUT/own"
chown nobody "$OUT/own"
mv "$OUT/own" wait-q/directory-closed
