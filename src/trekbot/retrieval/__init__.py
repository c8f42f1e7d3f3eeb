"""From a question to evidence: understanding, mentions, hybrid search, facts of the graph."""
