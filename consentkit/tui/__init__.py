"""The terminal application: a face over the same use-cases as the command line."""
