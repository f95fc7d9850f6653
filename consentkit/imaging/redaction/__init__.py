"""Redaction: covering, and proving that it holds."""
