"""The tables, as numbered migrations. They import nothing of today's program, which changes.

A new migration stands at the end of the newest file, or in a file of its own named after its number.
"""

from consentkit.store.database.migrations import (
    identities_from_001,
    records_from_001,
    records_from_007,
    records_from_013,
    records_from_020,
    records_from_022,
    records_from_041,
)
from consentkit.store.database.migrations.records_from_007 import IS_UNDECIDED
from consentkit.store.database.migrations.records_from_020 import NAMES_STORY
from consentkit.store.database.migrations.sets import identities_migrations, records_migrations

__all__ = ["IS_UNDECIDED", "NAMES_STORY", "identities_migrations", "records_migrations"]

_IN_ORDER = (
    records_from_001,
    records_from_007,
    records_from_013,
    records_from_020,
    records_from_022,
    records_from_041,
    identities_from_001,
)
"""Importing them registers what they hold, in the order of their names."""
