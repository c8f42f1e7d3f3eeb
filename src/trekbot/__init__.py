"""Trekbot: a chat assistant over learning roadmaps that cites a stage for every sentence."""

__version__ = "0.1.0"
