"""One consent for several stories: where its paper is for no single one, with one end for all of them."""

import pytest
from publishing import publish

from consentkit.domain.consents import AssentMethod, Audience, Decision, Medium
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.letters.records import LetterPaper
from consentkit.domain.values import Channel
from consentkit.store.letters.letters import letter_of_release, letters, releases
from consentkit.usecases.consents.assents import NewAssent, keep_assent
from consentkit.usecases.consents.consents import NewConsent, list_consents, record_consent
from consentkit.usecases.consents.lists import (
    assents_of,
    look_at_consent,
    touched_here,
    touched_publications,
)
from consentkit.usecases.consents.serving import served_stories, use_consent, words_behind
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.releases import release_content
from consentkit.usecases.stories.stories import add_story, put_contributor

TICKED = ("L24.yes", "L04.words", "L05.face-hidden", "L08.website", "L08.social")
BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def agreed(words, open_as):
    """`agreed(story)`: a consent for the story of words, from a letter that was made for `story`."""

    def make(story):
        order = NewLetter(
            form="adult", language="km", contributor=words.person, story=story, organisation="River House",
            blanks=BLANKS,
        )  # fmt: skip
        code = make_letter(words.officer, order).letter.id
        _confirm(words.officer, code)
        scope = words.scope(
            media=frozenset({Medium.WORDS}),
            channels=frozenset({Channel.WEBSITE, Channel.SOCIAL}),
            audiences=frozenset({Audience.PUBLIC}),
            until="2027-05-03",
        )
        return words.consent(letter=code, release=None, scope=scope, asked_on=None)

    return make


def _confirm(officer, code):
    """Rows as they would be once its pages came back and a person said what is ticked."""
    with officer.change(EventName.RELEASE_CONFIRMED) as change:
        letter = letters.get(change.db, code)
        paper = LetterPaper.model_validate_json(change.open_file(letter.paper))
        content = release_content(change, letter, paper, (), TICKED)
        releases.insert(change.db, _release(change, content))
        change.record(code)


def _release(change, content):
    from consentkit.domain.letters.records import Release

    return Release(
        letter=content.letter.id, file=change.keep_file(content.model_dump_json().encode()),
        ticked=content.ticked, confirmed_on=content.confirmed_on, confirmed_by=content.confirmed_by,
    )  # fmt: skip


@pytest.fixture
def other(words):
    """A second story of the same person."""
    story = add_story(words.officer, "Another of hers").id
    put_contributor(words.officer, story, words.person)
    return story


def test_a_consent_for_no_single_story_serves_another_and_ends_in_both(words, agreed, other, open_as, events):
    officer, first = words.officer, agreed(None)
    assert "consent-missing" in _codes(words, other)
    _say_as_child(officer, words, first)
    made = use_consent(officer, other, first)
    assert (made.story, made.same_as) == (other, first)
    assert [one.decision for one in assents_of(officer, words.person, other)] == [Decision.YES]
    assert not {"consent-missing", "consent-beyond-letter", "release-missing"} & _codes(words, other)
    (event,) = [one for one in events("consent-recorded") if one.subject == made.id]
    assert (event.body["same_as"], event.body["story"]) == (first, other)
    assert [one.story for one in served_stories(officer, made)] == [words.story, other]
    with pytest.raises(Conflict, match="consent-serves-already"):
        use_consent(officer, words.story, made.id)

    live = [publish(open_as("manager-1"), story) for story in (words.story, other)]
    assert sorted(one.id for one in touched_publications(officer, made)) == sorted(live)
    done = withdraw_consent(open_as("volunteer-1"), made.id, channels=frozenset({Channel.SOCIAL}))
    assert [(one.story, one.left) for one in done.taken] == [
        (story, frozenset({Channel.WEBSITE})) for story in (words.story, other)
    ]
    third = add_story(officer, "A third").id
    kept = use_consent(officer, third, first)
    done = withdraw_consent(open_as("volunteer-1"), first)
    assert {one.story for one in done.taken} == {words.story, other, third}
    assert all(one.left == frozenset() for one in done.taken)
    assert {one.publication for one in done.takedowns} == set(live)
    assert kept.id in {one.consent for one in done.taken}
    assert "consent-withdrawn" in _codes(words, other)
    with pytest.raises(Conflict, match="consent-not-in-force"):
        use_consent(officer, add_story(officer, "A fourth").id, first)


def test_a_consent_that_serves_several_ends_in_one_story_alone(words, agreed, other, open_as, events):
    officer, first = words.officer, agreed(None)
    made = use_consent(officer, other, first)
    here, there = (publish(open_as("manager-1"), story) for story in (words.story, other))
    assert [one.id for one in touched_here(officer, made)] == [there]
    volunteer = open_as("volunteer-1")
    with pytest.raises(NotFound, match="not-in-story"):
        withdraw_consent(volunteer, first, story=add_story(officer, "A third").id)
    done = withdraw_consent(volunteer, first, story=other)
    assert [(one.consent, one.left) for one in done.taken] == [(made.id, frozenset())]
    assert [one.publication for one in done.takedowns] == [there]
    (event,) = events("consent-withdrawn")
    assert (event.subject, event.body["story"]) == (made.id, other)
    assert "consent-withdrawn" in _codes(words, other)
    assert "consent-withdrawn" not in _codes(words, words.story)
    # The paper's own code, with the story's.
    letter = letter_of_release(officer.reading, list_consents(officer, story=words.story)[-1].release)
    done = withdraw_consent(volunteer, letter, story=words.story)
    assert [one.publication for one in done.takedowns] == [here]
    assert first in {one.consent for one in done.taken}


def test_a_letter_for_one_story_bounds_it_and_so_does_a_paper_that_nobody_read(
    words, agreed, other, nothing_kept
):
    bound, file = agreed(words.story), words.consent()
    with pytest.raises(Conflict, match="consent-not-in-force"):
        use_consent(words.officer, other, bound)
    with nothing_kept(Refused, "consent-paper-unread"):
        use_consent(words.officer, other, file)
    bound = agreed(words.story)
    with pytest.raises(Refused, match="consent-bound-to-story") as refused:
        use_consent(words.officer, other, bound)
    assert refused.value.facts["bound"] == words.story
    assert "our yearly report" in " ".join(refused.value.facts["said"])
    assert words_behind(words.officer, bound) == refused.value.facts["said"]


def test_what_the_person_said_for_the_other_story_counts(words, agreed, other, nothing_kept):
    first = agreed(None)
    for story, code in ((other, "consent-answered-since"), ("S-0000-0000", "record-unknown")):
        if story == other:
            no = NewConsent(
                contributor=words.person, story=other, decision=Decision.NO, language="km",
                given_on=words.officer.today,
            )  # fmt: skip
            record_consent(words.officer, no)
        with nothing_kept((Conflict, NotFound), code):
            use_consent(words.officer, story, first)
    no = list_consents(words.officer, story=other)[-1].id
    with nothing_kept(Conflict, "consent-not-in-force"):
        use_consent(words.officer, words.story, no)


def test_what_is_taken_back_before_the_lock_is_taken_serves_no_other_story(words, agreed, other, races):
    first = agreed(None)
    outcomes = races.overtaken(
        "officer-1",
        lambda w: use_consent(w, other, first),
        by="volunteer-1",
        rival=lambda w: withdraw_consent(w, first),
    )
    assert [one.code for one in outcomes] == ["Conflict consent-not-in-force", "done"]
    assert list_consents(words.officer, story=other) == ()


def _say_as_child(officer, words, consent):
    """A child's own answer on a paper for no single story, and one that was said about this one alone."""
    behind = letter_of_release(officer.reading, look_at_consent(officer, consent).consent.release)
    about_one = NewAssent(
        contributor=words.person, story=words.story, decision=Decision.NO, given_on=officer.today,
        method=AssentMethod.OWN_WORDS,
    )  # fmt: skip
    on_paper = about_one.model_copy(update={"decision": Decision.YES, "letter": behind})
    with officer.change(EventName.ASSENT_RECORDED) as change:
        for one in (about_one, on_paper):
            made, facts = keep_assent(change, one)
            change.record(made.id, **facts)


def _codes(words, story):
    from consentkit.usecases.publications.clearances import clear_story

    return {one.code.value for one in clear_story(words.officer, story, Channel.WEBSITE).reasons}
