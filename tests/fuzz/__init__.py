"""Bytes nobody meant, for every parser that reads files of unknown origin."""
