"""Card terminals: typed by hand, simulated over a socket, or spoken to in ZVT."""
