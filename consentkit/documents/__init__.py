"""Documents: what is in a story's file, read in a confined process."""
