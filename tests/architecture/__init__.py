"""The shape of the house: what may be how large, who may import whom, and what is said where."""
