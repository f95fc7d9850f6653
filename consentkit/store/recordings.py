"""Recordings of forms read aloud."""

from consentkit.domain.letters.recordings import Recording
from consentkit.store.database.tables import Table

recordings = Table("recordings", Recording)

IS_KEPT = "removal IS NULL"
"""The condition of a recording that nobody removed."""
