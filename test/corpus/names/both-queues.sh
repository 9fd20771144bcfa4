counted "INFO 1 :: ordinary" >incoming/both-1
counted "INFO 1 :: first" >incoming/both-2
mv incoming/both-1 wait-q/both-queues
mv incoming/both-2 priority-q/both-queues
