"""A document's words as a reader sees them, and a new document made of nothing but them."""
