"""Opening: a file becomes pixels."""
