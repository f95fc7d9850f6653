"""File formats: what a file is made of."""
