"""The encrypted store of one device; import its modules, each says what it holds."""
