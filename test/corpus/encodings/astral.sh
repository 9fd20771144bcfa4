uow "$(printf 'COMMAND :: echo run >>ran/astral; echo "\360\237\246\206 $UOW_INFO_1"')" "$(printf 'INFO 1 :: \360\235\224\230')" | drop wait-q/astral
