"""The workspace and who works in it."""
