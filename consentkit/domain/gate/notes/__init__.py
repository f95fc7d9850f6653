"""What a clearance tells beside its answer."""
