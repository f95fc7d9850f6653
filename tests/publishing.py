"""A publication that a test begins with (`from publishing import publish`)."""

from datetime import timedelta

from consentkit.domain.codes import new_code
from consentkit.domain.events import EventName
from consentkit.domain.stories import Certificate, Publication
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import certificates, publications


def publish(manager, story, channel=Channel.WEBSITE, also=()):
    """Put a publication among the records, as `publish_story` would for cleared stories."""
    story, *others = sorted((story, *also))
    until = manager.today + timedelta(days=100)
    certificate = Certificate(
        id=new_code("V"), story=story, also=tuple(others), channel=channel, issued_at=manager.clock(),
        issued_by=manager.actor.handle, until=until, parts={}, pdf="none",
    )  # fmt: skip
    made = Publication(
        id=new_code("P"), story=story, also=tuple(others), channel=channel, certificate=certificate.id,
        where="https://example.org/1", from_on=manager.today, until=until,
    )  # fmt: skip
    with manager.change(EventName.STORY_PUBLISHED) as change:
        certificates.insert(change.db, certificate)
        publications.insert(change.db, made)
        change.record(made.id, story=story, channel=channel)
    return made.id
