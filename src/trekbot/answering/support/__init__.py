"""Whether the text that a generated sentence cites carries it: one room for each way in which it may not."""
