"""Paper: signed letters, photographed or scanned."""
