"""The generative answerer: a language model phrases what the extractive answerer found; each sentence is checked."""
