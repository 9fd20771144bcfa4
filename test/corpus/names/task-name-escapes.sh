uow "COMMAND :: $COUNT; sleep 0.5" "UNIQUE :: yes" "$(printf 'TASK NAME :: t\033[31m\342\200\256x')" | drop wait-q/task-name-escapes-1
there currently-executing/task-name-escapes-1
uow "COMMAND :: $COUNT" "UNIQUE :: yes" "$(printf 'TASK NAME :: t\033[31m\342\200\256x')" | drop wait-q/task-name-escapes-2
