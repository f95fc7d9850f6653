"""What migrations need, as it was when they were written. Never change one: add another beside it."""

import json

AUDIT_TRIGGERS = {
    "audit_no_update": """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END""",
    "audit_no_delete": """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END""",
    "audit_chain": """CREATE TRIGGER audit_chain BEFORE INSERT ON audit
WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR new.prev IS NOT coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT raise(abort, 'audit chain mismatch'); END""",
}
"""The statement of each trigger of the log, by name."""

AUDIT_ROWS_TRIGGERS = {
    "audit_rows_no_update": """CREATE TRIGGER audit_rows_no_update BEFORE UPDATE ON audit_rows
BEGIN SELECT raise(abort, 'audit_rows is append-only'); END""",
    "audit_rows_no_delete": """CREATE TRIGGER audit_rows_no_delete BEFORE DELETE ON audit_rows
BEGIN SELECT raise(abort, 'audit_rows is append-only'); END""",
    "audit_rows_newest": """CREATE TRIGGER audit_rows_newest BEFORE INSERT ON audit_rows
WHEN new.seq IS NOT (SELECT max(seq) FROM audit)
BEGIN SELECT raise(abort, 'rows belong to the newest event'); END""",
}
"""The statement of each trigger of what events say of rows, by name."""

TITLE_TRIGGERS = {
    "stories_title_added": (
        "CREATE TRIGGER stories_title_added AFTER INSERT ON stories BEGIN"
        " INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END"
    ),
    "stories_title_changed": (
        "CREATE TRIGGER stories_title_changed AFTER UPDATE OF title ON stories"
        " WHEN old.title IS NOT new.title BEGIN"
        " INSERT INTO story_titles(story_titles, rowid, title) VALUES ('delete', old.rowid, old.title);"
        " INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END"
    ),
}
"""The statement of each trigger that keeps the words of titles, by name."""


def kept_trigger(table: str) -> str:
    """Return the statement of the trigger that keeps a table's rows."""
    return f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT raise(abort, 'rows of {table} are kept'); END"""


_GRADES = (
    (4, "trace"),
    (10, "present"),
    (20, "describable"),
    (40, "known-person"),
    (80, "stranger"),
)


def grade_of_width(width_px: int) -> str:
    """Return the grade of a face this wide, as grades were in schema 7."""
    return next((grade for below, grade in _GRADES if width_px < below), "clear")


def width_of_box(packed: str) -> int:
    """Return the width in px of a box as its column holds it."""
    box = json.loads(packed)
    return int(box["right"]) - int(box["left"])
