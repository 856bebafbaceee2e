"""The optics: exact powers, prescriptions, traces and what follows from them."""
