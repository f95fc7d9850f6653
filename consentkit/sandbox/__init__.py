"""Confined child processes: one client, one protocol, one way to serve."""
