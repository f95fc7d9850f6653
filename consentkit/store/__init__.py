"""The encrypted records: keys, databases, the audit chain and the vault of files."""
