"""The sentences people read, in one gettext catalogue for screens, paper and web."""
