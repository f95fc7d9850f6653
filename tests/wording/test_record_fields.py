"""What somebody else changed meanwhile is told in words, never in the name of a field."""

import pytest

from consentkit.domain.errors import Conflict
from consentkit.store import videos, words
from consentkit.store.letters import letters, recordings
from consentkit.store.people import contributors as people
from consentkit.store.pictures import images
from consentkit.store.stories import bases, stories
from consentkit.wording import sentence_of_error
from consentkit.wording.keywords import RECORD_FIELDS

CHANGING = (
    images.images, images.faces, videos.videos, videos.tracks, letters.letters, letters.returned_pages,
    recordings.recordings, people.contributors, people.guardians, stories.takedowns, stories.publications,
    bases.bases, words.word_checks, words.word_findings,
)  # fmt: skip
"""Every table whose rows an act may find other than expected."""

NEVER_CHANGE = {
    "id", "code", "story", "also", "digest", "original", "media_type", "width_px", "height_px", "duration_ms",
    "has_sound", "image", "video", "form", "form_version", "purpose", "paper", "wording",
    "printed", "page_maps", "made_on", "made_by", "original_page", "straightened", "ticks", "notes",
    "taken_in_on", "taken_in_by", "stored", "spoken_by", "note", "attached_at", "attached_by", "link",
    "signing", "publication", "opened_on", "channel", "certificate", "where", "from_on", "until",
    "thing", "comes_from", "terms", "contact", "is_endless", "is_adult", "channels", "places", "notice",
    "credit", "evidence", "recorded_by", "recorded_at", "key", "hint",
}  # fmt: skip
"""What a row keeps from its first day."""


@pytest.mark.parametrize("table", CHANGING, ids=lambda table: table.name)
def test_each_field_that_may_change_has_its_word(table):
    assert set(table.value.model_fields) - NEVER_CHANGE <= set(RECORD_FIELDS)


def test_fields_of_one_meaning_are_told_once():
    told = sentence_of_error(
        Conflict("record-changed", kind="face", id="F-0000-0000", changed=("settlement", "why", "box"))
    )
    assert "(the decision, its box)" in told
