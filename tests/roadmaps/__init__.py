"""Tests of what is known: reading, Markdown, order."""
