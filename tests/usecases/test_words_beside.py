"""Captions, descriptions, tags and credits go out with the words, and are guarded as they are."""

import pytest

from consentkit.domain.bases import BasisKind
from consentkit.domain.errors import Conflict, InvalidInput, NotFound
from consentkit.domain.words.beside import BesideKind, WordsBeside, text_beside, with_words
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.settlements import WordDecision, WordSettlement
from consentkit.usecases.stories.bases import NewBasis, record_basis
from consentkit.usecases.stories.stories import add_story, show_story
from consentkit.usecases.words.beside import things_beside, write_beside
from consentkit.usecases.words.checks import settle_finding, words_of
from consentkit.usecases.words.drafts import put_draft

PHONE = "+855 12 345 678"


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def story(officer):
    return add_story(officer, "Hers").id


def kinds(officer, story):
    return [one.kind for one in words_of(officer, story).there]


def test_what_stands_beside_the_words_is_searched_and_is_another_version_of_the_story(officer, story):
    put_draft(officer, story, b"She runs a shop.")
    before = show_story(officer, story)[0]
    after = write_beside(
        officer, story, story, {BesideKind.SUMMARY: f" Call {PHONE} ", BesideKind.TAGS: "weaving"}
    )
    assert after.version_digest != before.version_digest
    assert [one.text for one in after.beside] == [f"Call {PHONE}", "weaving"]
    (phone,) = words_of(officer, story).there
    said = words_of(officer, story).check.said
    assert (phone.kind, said[phone.start : phone.end]) == (WordKind.PHONE, PHONE)
    # Another draft is searched together with what stands beside it.
    put_draft(officer, story, b"She runs two shops.")
    assert kinds(officer, story) == [WordKind.PHONE]
    write_beside(officer, story, story, {BesideKind.SUMMARY: ""})
    assert kinds(officer, story) == []


def test_another_caption_opens_no_decision_of_other_words(officer, story):
    put_draft(officer, story, f"Call {PHONE}.".encode())
    (phone,) = words_of(officer, story).there
    settle_finding(
        officer, story, phone.id, WordDecision(settlement=WordSettlement.PUBLIC, why="on our website")
    )
    write_beside(officer, story, story, {BesideKind.TAGS: "weaving"})
    assert words_of(officer, story).there[0].settlement is WordSettlement.PUBLIC
    write_beside(officer, story, story, {BesideKind.TAGS: f"weaving, {PHONE}"})
    assert words_of(officer, story).there[0].settlement is WordSettlement.OPEN


def test_whom_a_credit_names_is_found_in_the_same_act(officer, story, tmp_path):
    licence = NewBasis(
        thing=story, kind=BasisKind.LICENCE, comes_from="an agency", credit=f"Photo: {PHONE}",
        terms="one story", evidence=b"We allow the use of our text.", is_endless=True,
    )  # fmt: skip
    record_basis(officer, licence)
    assert kinds(officer, story) == [WordKind.PHONE]


def test_words_stand_beside_what_is_in_the_story_alone_and_nothing_is_written_over(officer, story):
    seen = show_story(officer, story)[0]
    other = add_story(officer, "Another").id
    for thing, kind in ((story, BesideKind.CAPTION), (other, BesideKind.TAGS)):
        with pytest.raises((InvalidInput, NotFound), match=r"beside-not-of-this|record-unknown"):
            write_beside(officer, story, thing, {kind: "weaving"})
    with pytest.raises(InvalidInput, match="beside-too-long"):
        write_beside(officer, story, story, {BesideKind.TAGS: "x" * 2001})
    write_beside(officer, story, story, {BesideKind.TAGS: "weaving"}, expected=seen)
    with pytest.raises(Conflict, match="beside-same"):
        write_beside(officer, story, story, {BesideKind.TAGS: "weaving"})
    with pytest.raises(Conflict, match="record-changed"):
        write_beside(officer, story, story, {BesideKind.TAGS: "loom"}, expected=seen)
    assert things_beside(officer, story)[1] == (story,)


def test_words_beside_a_story_stand_before_those_of_its_pictures():
    caption = WordsBeside(thing="I-7K3Q-X9MN", kind=BesideKind.CAPTION, text="A loom")
    tags = WordsBeside(thing="S-2M4N-88TY", kind=BesideKind.TAGS, text="weaving")
    assert with_words((caption,), tags) == (tags, caption)
    assert text_beside((tags, caption), ("Photo: staff",)) == "weaving\n\nA loom\n\nPhoto: staff"
