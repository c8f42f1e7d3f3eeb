"""The HTTP face: translate, limit, reply."""
