"""Letters and recordings."""
