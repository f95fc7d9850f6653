"""Clearances, certificates and publications."""
