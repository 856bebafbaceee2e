"""How long a PIN is."""

DIGITS = 6
