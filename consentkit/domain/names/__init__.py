"""Names and numbers that are sealed, as they are compared with words: never kept so, nor shown."""
