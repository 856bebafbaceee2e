"""The tests, sorted as the source is."""
