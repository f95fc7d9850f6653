"""The gate: its rules, and what it looks at."""
