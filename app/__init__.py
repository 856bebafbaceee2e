"""Dioptre: the point of sale and lab client for optician chains."""

__version__ = "0.1.0"
