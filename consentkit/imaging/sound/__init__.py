"""Sound: recordings of forms."""
