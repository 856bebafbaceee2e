"""The till at the counter: its day, its money, and the card payments that wait."""
