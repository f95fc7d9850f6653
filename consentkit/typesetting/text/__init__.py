"""Text: shaping, paragraphs, breaks, fonts."""
