counted >wait-q/.hard-link-to-unfinished
ln wait-q/.hard-link-to-unfinished wait-q/hard-link-to-unfinished
