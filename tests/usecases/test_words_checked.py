"""Words are looked at as they come, each finding is settled by a person, and the gate waits."""

import pytest
from making_documents import docx

from consentkit.domain.consents import Naming
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.settlements import WordDecision, WordSettlement
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.stories.stories import add_story, put_contributor, retitle_story
from consentkit.usecases.words.checks import check_words, say_words_were_read, settle_finding, words_of
from consentkit.usecases.words.drafts import put_draft

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ISSUE = b"Malis Sok, 9, from Wat Bo School in Siem Reap, tells her story. Call +855 12 345 678."
CLEANED = b"A girl from the north of her country tells her story. Our office helps."
OF_WORDS = {
    "words-unchecked", "words-undecided", "finding-open", "name-outside-scope", "child-named",
    "contact-in-words", "place-too-narrow",
}  # fmt: skip


def codes(case):
    return [code for code in case.codes() if code in OF_WORDS]


def decide(settlement, why="It says so.", **more):
    return WordDecision(settlement=settlement, why=why, **more)


def test_each_thing_of_the_case_is_named_and_the_cleaned_draft_is_not_held(case):
    put_draft(case.officer, case.story, ISSUE)
    assert set(codes(case)) == {"name-outside-scope", "finding-open", "place-too-narrow", "contact-in-words"}
    assert len(words_of(case.officer, case.story).there) == 5
    put_draft(case.officer, case.story, CLEANED)
    assert codes(case) == []
    assert {one.settlement for one in words_of(case.officer, case.story).findings} == {WordSettlement.CHANGED}


def test_in_a_childs_story_safeguarding_alone_says_that_a_whole_name_is_none(case, open_as):
    child = add_contributor(case.officer, NewContributor(language="km")).code
    put_contributor(case.officer, case.story, child)
    put_draft(case.officer, case.story, b"Her name is Malis Sok. Call +855 12 345 678.")
    phone, name = sorted(words_of(case.officer, case.story).there, key=lambda one: one.kind, reverse=True)
    for settlement in (WordSettlement.FALSE_HIT, WordSettlement.PUBLIC):
        with pytest.raises(Refused, match="safeguarding-names-children"):
            settle_finding(case.officer, case.story, name.id, decide(settlement))
    settle_finding(case.officer, case.story, phone.id, decide(WordSettlement.FALSE_HIT))
    settle_finding(open_as("safeguarding-1"), case.story, name.id, decide(WordSettlement.FALSE_HIT))


def test_a_name_stands_as_far_as_the_consent_carries_it_and_a_contact_is_agreed_to_by_nobody(case, open_as):
    put_draft(case.officer, case.story, b"Her name is Dara Sok. Call +855 12 345 678.")
    phone, name = sorted(words_of(case.officer, case.story).there, key=lambda one: one.kind, reverse=True)
    assert (phone.kind, name.kind) == (WordKind.PHONE, WordKind.NAME)
    with pytest.raises(InvalidInput, match="contact-not-agreed"):
        settle_finding(case.officer, case.story, phone.id, decide(WordSettlement.AGREED))
    with pytest.raises(InvalidInput, match="named-as-missing"):
        settle_finding(case.officer, case.story, name.id, decide(WordSettlement.AGREED))
    with pytest.raises(InvalidInput, match="finding-changed"):
        settle_finding(case.officer, case.story, name.id, decide(WordSettlement.CHANGED))
    with pytest.raises(Refused, match="safeguarding-keeps"):
        settle_finding(case.officer, case.story, phone.id, decide(WordSettlement.KEPT))
    full = decide(WordSettlement.AGREED, named_as=Naming.FULL_NAME)
    settle_finding(case.officer, case.story, name.id, full)
    lead = open_as("safeguarding-1")
    settle_finding(lead, case.story, phone.id, decide(WordSettlement.KEPT))
    assert codes(case) == ["name-outside-scope"], "the consent names nobody"
    settle_finding(case.officer, case.story, name.id, decide(WordSettlement.FALSE_HIT))
    assert codes(case) == []
    settle_finding(case.officer, case.story, name.id, WordDecision(settlement=WordSettlement.OPEN))
    assert codes(case) == ["name-outside-scope"]


def test_words_in_notes_and_headers_of_a_document_are_searched_too(case):
    told = f"<w:ftr {W}><w:p><w:r><w:t>Call +855 12 345 678</w:t></w:r></w:p></w:ftr>"
    put_draft(case.officer, case.story, docx([], **{"word/footer1.xml": told}))
    assert [one.kind for one in words_of(case.officer, case.story).there] == [WordKind.PHONE]


def test_words_that_no_program_reads_are_read_by_two_people(case, open_as, events):
    put_draft(case.officer, case.story, "Дети деревни ходят в школу каждый день.".encode())
    assert codes(case) == ["words-undecided"]
    say_words_were_read(case.officer, case.story, "No name, no place.")
    assert codes(case) == ["words-undecided"]
    with pytest.raises(Refused):
        say_words_were_read(case.officer, case.story, "Still nothing.")
    say_words_were_read(open_as("manager-1"), case.story, "I saw nothing either.")
    assert codes(case) == []
    with pytest.raises(Conflict, match="words-read-already"):
        say_words_were_read(open_as("safeguarding-1"), case.story, "Nor did I.")
    assert [event.body["second"] for event in events("words-read")] == [True, False]


def test_a_title_is_looked_at_with_the_words_and_words_of_before_are_checked_once(case):
    story = add_story(case.officer, "At Wat Bo School").id
    (found,) = words_of(case.officer, story).there
    assert (found.in_title, found.start) == (True, None)
    retitle_story(case.officer, story, "A year at the weaving school")
    assert words_of(case.officer, story).there == ()
    put_draft(case.officer, case.story, CLEANED)
    with case.officer.records.db.writing():
        case.officer.records.db.execute("UPDATE word_checks SET rules = 0")
    assert "words-unchecked" in case.codes()
    check_words(case.officer, case.story)
    assert "words-unchecked" not in case.codes()
