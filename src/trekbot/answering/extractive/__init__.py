"""Answers without a language model: facts of the graph and verbatim sentences, picked and put in order."""
