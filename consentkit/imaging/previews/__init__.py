"""Previews for a reviewer's eyes."""
