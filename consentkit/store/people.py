"""Contributors and guardians, by code."""

from consentkit.domain.people import Contributor, Guardian
from consentkit.store.tables import Table

contributors = Table("contributors", Contributor, key="code", extra=frozenset({"added_at"}))
guardians = Table("guardians", Guardian, key="code")
