"""The metrics, one small class each."""
