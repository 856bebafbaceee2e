"""Words every context shares: money, ids, events, errors, access, audit."""
