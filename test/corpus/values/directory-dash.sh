mkdir -p "$OUT/-"
uow "COMMAND :: echo run >>\"\$UOW_ROOT/../ran/$CASE\"; basename \"\$PWD\"" "DIRECTORY :: $OUT/-" | drop wait-q/directory-dash
