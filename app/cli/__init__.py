"""Command groups of `dioptre`: each module speaks for one, none of them loads Qt by itself."""
