uow "$(printf 'COMMAND :: echo run >>ran/trojan-source # \342\200\256 harmless \342\201\246')" | drop wait-q/trojan-source
