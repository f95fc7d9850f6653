"""The day from which nothing of a consent is left is found in old records too."""

import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from consentkit.store.database.encrypted import open_database
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.schema import migrate

DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(DATA))
import make_oldest as oldest  # noqa: E402 - a script that stands beside its file, not a package


@pytest.mark.parametrize(
    ("channels", "day"),
    [
        (None, None),
        ('["press"]', None),
        ("[]", "2026-11-22"),
        ('["website"]', "2026-11-22"),
    ],
)
def test_an_old_consent_is_marked_only_where_nothing_of_it_is_left(tmp_path, channels, day):
    path = Path(shutil.copy(DATA / "records-v1.db", tmp_path / "records.db"))
    with closing(open_database(path, oldest.KEY)) as db:
        if channels is not None:
            with db.writing():
                db.execute(
                    "INSERT INTO withdrawals (consent, withdrawn_on, channels) VALUES (?, '2026-11-22', ?)",
                    [oldest.CONSENT.id, channels],
                )
        migrate(db, records_migrations)
        assert db.rows("SELECT withdrawn_on, interpreter FROM consents") == [
            {"withdrawn_on": day, "interpreter": None}
        ]
