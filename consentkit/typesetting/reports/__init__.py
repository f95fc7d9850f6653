"""Certificates and contact sheets."""
