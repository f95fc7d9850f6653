"""PDF: documents, tags, embedded fonts."""
