"""Exchange formats through the doors people and programs use."""
