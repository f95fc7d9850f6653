"""Open pictures safely, find the faces in them, and write copies that hide them."""
