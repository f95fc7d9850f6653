"""Values and rules: no files, no clock, no framework but pydantic."""
