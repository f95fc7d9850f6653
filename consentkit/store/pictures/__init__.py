"""Pictures, and what is seen in them."""
