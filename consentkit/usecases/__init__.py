"""What people do, one function each: the only place that opens a transaction and records events."""
