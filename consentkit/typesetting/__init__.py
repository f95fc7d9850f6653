"""Certificates, letters and reports as PDF: the only users of reportlab."""
