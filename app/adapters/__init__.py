"""What plays the ports: store, sync, printing, exchange, security and telemetry."""
