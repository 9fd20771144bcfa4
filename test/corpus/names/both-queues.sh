counted "INFO 1 :: ordinary" >$OUT/both-1
counted "INFO 1 :: first" >$OUT/both-2
mv $OUT/both-1 wait-q/both-queues
mv $OUT/both-2 priority-q/both-queues
