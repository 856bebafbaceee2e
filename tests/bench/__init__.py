"""Benchmarks: figures and ratios of one run, printed by `make bench` and asserted by nobody."""
