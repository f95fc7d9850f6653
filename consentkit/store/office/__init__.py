"""The office: actors, machine, what waits."""
