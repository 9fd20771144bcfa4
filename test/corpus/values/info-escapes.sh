counted "$(printf 'INFO 1 :: \033]0;pwned\007\342\200\256')" | drop wait-q/info-escapes
