counted "$(printf 'INFO 1 :: was \357\277\275 before')" | drop wait-q/replacement-character
