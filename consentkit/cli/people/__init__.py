"""Contributors and guardians."""
