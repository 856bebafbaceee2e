"""Use cases: each is one transaction, told from top to bottom, over ports only."""
