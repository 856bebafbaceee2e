"""One fake per port: they do what the real thing promises, in memory."""
