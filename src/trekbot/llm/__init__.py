"""A language model to talk to, optional everywhere. Nothing here knows what the talk is about."""
