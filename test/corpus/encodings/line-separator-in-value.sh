uow "$(printf 'COMMAND :: echo run >>ran/line-separator-in-value; echo "a\342\200\250TIMEOUT :: 0.01s"; sleep 0.1')" | drop wait-q/line-separator-in-value
