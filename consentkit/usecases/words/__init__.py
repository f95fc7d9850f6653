"""The words of a story."""
