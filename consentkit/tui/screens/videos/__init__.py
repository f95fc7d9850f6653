"""Videos, and who is seen in them."""
