"""Walkers: what a picture's file holds beside what its pixels need, one for each format."""
