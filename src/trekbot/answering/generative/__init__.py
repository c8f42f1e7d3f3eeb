"""The generative answerer: a language model phrases what the extractive answerer found, and each sentence is checked."""
