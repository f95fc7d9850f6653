"""Scanning: detectors over a whole picture, on all cores."""
