"""Who carries words between two languages, and whether they were understood."""
