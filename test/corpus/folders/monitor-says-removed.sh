rm monitor_says
counted | drop wait-q/monitor-says-removed
there monitor_says
