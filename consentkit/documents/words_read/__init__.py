"""The words of a document, as text in which something can be looked for."""
