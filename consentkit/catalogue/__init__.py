"""Policies, forms and settings: TOML files to domain values, with file and field in every complaint."""
