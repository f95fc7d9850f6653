"""Make `records-v1.db`, the oldest database kept: run once, from the repository's folder.

    uv run python tests/store/data/make_oldest.py

Never run it again when a migration is added: the point of the file is that it stays old.
"""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from consentkit.domain.accounts import Account
from consentkit.domain.consents import Audience, Consent, Decision, Medium, Method, Scope, Withdrawal
from consentkit.domain.people import Age, AgeBasis, Contributor
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import Story
from consentkit.domain.values import Channel
from consentkit.store.consents import consents, withdrawals
from consentkit.store.database.encrypted import open_database
from consentkit.store.database.migrations import records_migrations
from consentkit.store.database.schema import migrate
from consentkit.store.log import audits
from consentkit.store.office.actors import save_account
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.stories import insert_story

KEY = bytes.fromhex("0123456789abcdef" * 4)
FILE = Path(__file__).with_name("records-v1.db")
AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

ACTOR = Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))
ACCOUNT = Account(
    handle=ACTOR.handle, roles=ACTOR.roles, made_by=ACTOR.handle, made_at=AT, since=AT, own_since=AT
)
PERSON = Contributor(code="C-0000-0000", age=Age.ADULT, age_basis=AgeBasis.STATED, language="th")
STORY = Story(id="S-0000-0000", title="Ban Nam", revision=1, contributors=(PERSON.code,))
CONSENT = Consent(
    id="K-0000-0000",
    contributor=PERSON.code,
    story=STORY.id,
    decision=Decision.YES,
    scope=Scope(
        media={Medium.PHOTO, Medium.WORDS},
        channels={Channel.WEBSITE},
        audiences={Audience.PUBLIC},
        places={"worldwide"},
        until=date(2027, 11, 20),
    ),
    given_by=PERSON.code,
    asked_on=date(2026, 11, 1),
    given_on=date(2026, 11, 20),
    method=Method.SPOKEN,
    language="th",
    witness="officer-1",
)
WITHDRAWAL = Withdrawal(
    consent=CONSENT.id, withdrawn_on=date(2026, 11, 21), channels=frozenset({Channel.SOCIAL})
)


def make(path: Path) -> None:
    """Write the database: one of each that a consent needs, and two events."""
    with closing(open_database(path, KEY)) as db:
        migrate(db, records_migrations)
        with db.writing():
            save_account(db, ACCOUNT)
            contributors.insert(db, PERSON, added_at=AT.isoformat())
            insert_story(db, STORY, added_at=AT.isoformat())
            consents.insert(db, CONSENT, until="2027-11-20")
            withdrawals.insert(db, WITHDRAWAL)
            for action, subject in (("contributor-added", PERSON.code), ("consent-recorded", CONSENT.id)):
                audits.append(
                    db, at=AT.isoformat(), actor=ACTOR.handle, action=action, subject=subject, body={"n": 1}
                )
        # One file, with nothing left in a journal beside it.
        db.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    make(FILE)
