"""One order at the counter: its file, and every step after it was made."""
