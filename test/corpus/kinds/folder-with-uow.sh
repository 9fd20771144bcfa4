mkdir incoming/full
counted >incoming/full/job
mv incoming/full wait-q/folder-with-uow
