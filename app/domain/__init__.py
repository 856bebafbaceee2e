"""The rules of optical retail: pure values and decisions, no library, no clock, no I/O."""
