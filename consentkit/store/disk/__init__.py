"""What is written to disk: whole or not at all, for one account alone, swept after a kill."""
