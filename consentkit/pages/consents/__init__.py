"""Consents and withdrawals."""
