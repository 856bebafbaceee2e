"""Payments: money taken and given back, the till it lies in, and the journal that seals it."""
