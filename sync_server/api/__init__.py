"""The server's HTTP: routes, proofs, limits and answers; no SQL."""
