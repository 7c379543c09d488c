"""Use case: what bids and contracts promise, and what a contract kept of what its bid promised."""
