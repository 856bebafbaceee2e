"""Controls of our own, made for this trade."""
