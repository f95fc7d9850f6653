"""Texts that stand alone: letters that nobody sees, marks of light markup, numbers of RTF."""
