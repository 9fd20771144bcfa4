{ printf '\357\273\277timestamp: 1795310412\n'; counted; } | drop wait-q/bom-and-timestamp
