"""PDF as a document: its objects, its pages, and words that no page shows."""
