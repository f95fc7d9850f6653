"""SQL for what is of several stories: `story` is the first, `also` a JSON list of the others.

Rows of before the column have none there. All but few are of one story: those few have an index of their own.
"""

import json
from collections.abc import Iterable

SEVERAL = "also <> '[]'"
"""What holds of those few alone."""


def ids_of(table: str, story: str) -> str:
    """Return a query for the ids of a table's rows that are of a story; `story` is SQL, such as `?2`."""
    return (
        f"SELECT id FROM {table} WHERE story = {story} UNION ALL"  # noqa: S608 - our own words
        f" SELECT t.id FROM {table} AS t, json_each(t.also) AS j WHERE t.{SEVERAL} AND j.value = {story}"
    )


def is_same(one: str, other: str) -> str:
    """Return the condition that two rows are of the very same stories."""
    return f"{one}.story = {other}.story AND coalesce({one}.also, '[]') = coalesce({other}.also, '[]')"


def listed(also: Iterable[str]) -> str:
    """Return the other stories as they stand in a row."""
    return json.dumps(list(also))


def read_list(held: str | None) -> tuple[str, ...]:
    """Return the other stories of a row."""
    return tuple(json.loads(held)) if held else ()
