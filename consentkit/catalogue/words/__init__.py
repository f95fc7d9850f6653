"""What is looked for in the words of a story, read from files."""
