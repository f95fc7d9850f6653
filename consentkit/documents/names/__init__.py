"""Words that name something in a document and stand on no page, and which of them programs write."""
