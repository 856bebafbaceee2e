"""How the windows look: colours, type, icons and the one style sheet."""
