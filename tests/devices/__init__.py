"""Stand-ins for printers: a real machine's answers on a real socket, and real life's faults."""
