"""What judges answers: a language model behind an endpoint, who it is, how far it can be trusted, and what it costs."""
