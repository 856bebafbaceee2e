"""Facts up, state down: the client of the sync server and the pump that drives it."""
