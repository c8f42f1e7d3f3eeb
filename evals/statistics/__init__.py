"""What numbers of paired questions can show, and what they cannot. Knows nothing of runs."""
