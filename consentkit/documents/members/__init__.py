"""Members of archives that are XML, by what kind of document they belong to."""
