"""Every screen of the program, in every dress and language: to look at, and to judge."""
