"""Clearances, publications and takedowns."""
