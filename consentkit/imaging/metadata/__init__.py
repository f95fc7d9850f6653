"""Metadata: what a file tells beside its pixels."""
