"""The words of a story, on the command line."""
