"""Letters, their forms, and how they come back."""
