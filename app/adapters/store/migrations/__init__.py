"""The way of the store's schema, one step a file."""
