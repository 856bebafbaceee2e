"""The composition root: the only place that knows all concrete classes.

`station` puts one device together, `windows` puts its screens on, `desktop` runs the program, and
`edges` is where all of it meets the world. Nothing is imported here, so that the lock screen is
painted before the rest is loaded.
"""
