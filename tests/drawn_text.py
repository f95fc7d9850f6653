"""Text that hypothesis draws without a table of what utf-8 holds: 200 MB in a fresh clone, for the same."""

from hypothesis import strategies as st


def any_character(**but):
    """Draw any character that can be written down; `but` as `characters` takes it."""
    return st.characters(exclude_categories=["Cs"], **but)


def any_text(**sizes):
    """Draw any text that can be written down; `sizes` as `text` takes them."""
    return st.text(any_character(), **sizes)
