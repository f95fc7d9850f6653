"""Which uses stand after all that a person answered, and what one more answer changes."""
