mkdir -p wait-q/nested/wait-q/deep
counted >wait-q/nested/wait-q/deep/job
