counted "INFO 1 :: a" | drop wait-q/number
there done-q/number
counted "INFO 1 :: b" | drop wait-q/number.2
there done-q/number.2
counted "INFO 1 :: c" | drop wait-q/number
