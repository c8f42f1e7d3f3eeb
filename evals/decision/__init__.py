"""Two runs, or a run and a baseline: what changed, and whether that is better, worse or too little to tell."""
