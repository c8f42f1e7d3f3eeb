"""What is known: the corpus, its reader, and the graph of prerequisites. No models, no framework."""
