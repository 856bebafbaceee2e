"""What the server does, told without HTTP and without SQL."""
