"""What is wrong with a log, in words."""

PROBLEMS: dict[str, str] = {
    "changed": "Event {seq} was changed after it was recorded.",
    "removed": "Event {seq} was removed.",
    "reordered": "Event {seq} was moved: it does not follow the one before it.",
    "cut-off": "Event {seq} was cut off, and all that came after it.",
    "rewritten": "Event {seq} is not the one that was signed. It, or one before it, was rewritten.",
    "head-unreadable": "A head file cannot be read.",
    "head-of-another": "A head belongs to another workspace (it names event {seq}).",
    "head-forged": "A head was not signed by this workspace (it names event {seq}).",
}
