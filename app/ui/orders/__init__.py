"""The counter's order screens."""
