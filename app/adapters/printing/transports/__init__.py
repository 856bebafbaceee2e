"""Ways to a printer, each with the same honest outcomes."""
