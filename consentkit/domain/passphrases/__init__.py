"""New passphrases: which are taken, and how strong one is."""
