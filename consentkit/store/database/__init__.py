"""The encrypted database, its rows and its versions."""
