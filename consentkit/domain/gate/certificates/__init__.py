"""What a certificate says, and how it is signed."""
