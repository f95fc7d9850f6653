"""Contributors: recorded, corrected, their guardians looked at, their names sealed and opened."""

import pytest
from driving import LARGE, fill, in_every_size, press, settle, text_of, unlock, until, write
from preparing import ADULT, CHILD, begin_story, guardian_of, say_yes
from quick_cases import quick_first
from seeing import seen
from textual.widgets import Select

from consentkit.domain.people import Age, AgeBasis, Identity
from consentkit.store.people.inboxes import put_sealed, sealed_identity
from consentkit.tui.screens.people import identity as identity_screen
from consentkit.usecases.consents.lists import code_start
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.office.unfinished_forms import get_unfinished_form
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    guardians_of,
    list_contributors,
)
from consentkit.usecases.people.identities import seal_identity

NAME = "Sokha Invented"


async def choose(pilot, **fields):
    for name, value in fields.items():
        pilot.app.screen.query_one(f"#field-{name}", Select).value = value
    await settle(pilot)


async def test_an_officer_records_a_contributor_and_their_name_is_sealed_and_seen_nowhere(app_as, open_as):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "n")
        await fill(pilot, language="km", name=NAME)
        await choose(pilot, age="adult", age_basis="document")
        await press(pilot, "ctrl+s")
        (person,) = list_contributors(open_as("officer-1"))
        seen = text_of(pilot.app)
        assert f"Contributor {person.code}" in seen
        assert "Counts as an adult today." in seen
        assert NAME not in seen
    assert (person.age, person.age_basis) == (Age.ADULT, AgeBasis.DOCUMENT)
    assert [e.action for e in read_audit(open_as("auditor-1"), limit=2)] == [
        "identity-sealed",
        "contributor-added",
    ]


@pytest.mark.slow
async def test_a_name_is_never_kept_as_a_draft_and_the_rest_survives_leaving_and_a_lock(
    app_as, open_as, passphrase
):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "n")
        await fill(pilot, language="km", name=NAME)
        assert get_unfinished_form(open_as("officer-1"), "contributor-add")["language"] == "km"
        await press(pilot, "escape", "n")
        seen = text_of(pilot.app)
        assert "km" in seen
        await press(pilot, "ctrl+l")
        assert pilot.app.screen.query("#passphrase")
        await unlock(pilot, passphrase)
        await press(pilot, "f4", "n")
        assert pilot.app.screen.query_one("#field-language").value == "km"
        assert pilot.app.screen.query_one("#field-name").value == ""
    assert NAME not in str(get_unfinished_form(open_as("officer-1"), "contributor-add"))


@pytest.mark.parametrize(
    ("fields", "complaint"),
    quick_first(
        [
            ({"language": "the language of Sokha"}, "is not a language tag"),
            ({"language": "km", "adult_on": "next year"}, "is not a month"),
            ({"language": "km", "contact": "a friend"}, "The name is empty"),
            ({"language": ""}, "This is needed."),
        ],
        1,
    ),
)
async def test_what_cannot_be_is_complained_about_beside_its_field_and_nothing_is_kept(
    app_as, open_as, fields, complaint
):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "n")
        await fill(pilot, **fields)
        await press(pilot, "ctrl+s")
        shown = [label for label in pilot.app.screen.query(".complaint") if label.has_class("shown")]
        assert [complaint in str(label.render()) for label in shown] == [True]
        assert complaint in text_of(pilot.app)
        wrong = {"contact": "name"}.get(list(fields)[-1], list(fields)[-1])
        assert shown[0].id == f"complaint-{wrong}"
    assert list_contributors(open_as("officer-1")) == ()


@pytest.mark.slow
async def test_a_correction_can_be_taken_back(app_as, open_as):
    officer = open_as("officer-1")
    _story, person = begin_story(officer, CHILD)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "enter", "c")
        await choose(pilot, age="adult")
        await press(pilot, "ctrl+s")
        assert list_contributors(officer)[0].age is Age.ADULT
        assert "Counts as an adult today." in text_of(pilot.app)
        await press(pilot, "ctrl+z")
        assert list_contributors(officer)[0].age is Age.CHILD
        assert "Counts as a child today." in text_of(pilot.app)
    assert list_contributors(officer)[0].code == person


async def test_safeguarding_checks_a_guardian_and_an_officer_is_not_offered_to(app_as, open_as):
    officer = open_as("officer-1")
    _story, child = begin_story(officer, CHILD)
    guardian = guardian_of(officer, child)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "enter", "k")
        assert "k Check" not in text_of(pilot.app)
        assert f"safeguarding lead looks at guardian {guardian}" in text_of(pilot.app)
    assert guardians_of(officer, child)[0].is_free_of_conflict is None
    async with app_as("safeguarding-1") as pilot:
        await press(pilot, "f4", "enter", "k", "enter")
        assert "free of a conflict of interest" in text_of(pilot.app)
        assert guardians_of(officer, child)[0].is_free_of_conflict is True
        await press(pilot, "k", "down", "enter")
        assert guardians_of(officer, child)[0].is_free_of_conflict is False
        await press(pilot, "ctrl+z")
    assert guardians_of(officer, child)[0].is_free_of_conflict is True


@pytest.mark.slow
async def test_a_guardian_is_added_by_keys(app_as, open_as):
    officer = open_as("officer-1")
    _story, child = begin_story(officer, CHILD)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "enter", "g", "enter", "down", "enter", "ctrl+s")
        (guardian,) = guardians_of(officer, child)
        assert guardian.code in text_of(pilot.app)


async def test_a_keeper_opens_an_identity_for_a_reason_and_it_closes_itself(app_as, open_as, monkeypatch):
    officer = open_as("officer-1")
    _story, person = begin_story(officer, ADULT)
    seal_identity(officer, person, Identity(name=NAME, contact="+855 00"))
    async with app_as("manager-1") as pilot:
        await press(pilot, "f4", "enter", "i", "enter")
        assert NAME in text_of(pilot.app)
        opened = read_audit(open_as("auditor-1"), limit=1)[0]
        assert (opened.action, opened.subject) == ("identity-opened", person)
        assert opened.body["reason"] == "contact"
        assert all(NAME not in str(note.message) for note in pilot.app._notifications)
        await press(pilot, "escape")
        monkeypatch.setattr(identity_screen.IdentityScreen, "SECONDS", 0.1)
        await press(pilot, "i", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, identity_screen.IdentityScreen))
        assert len([e for e in read_audit(open_as("auditor-1")) if e.action == "identity-opened"]) == 2
        assert NAME not in text_of(pilot.app)


async def test_escape_closes_an_identity_at_once(app_as, open_as):
    officer = open_as("officer-1")
    _story, person = begin_story(officer, ADULT)
    seal_identity(officer, person, Identity(name=NAME))
    async with app_as("manager-1") as pilot:
        await press(pilot, "f4", "enter", "i", "enter", "escape")
        assert NAME not in text_of(pilot.app)


async def test_an_officer_seals_a_name_later_and_opens_none(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4", "enter", "s")
        await fill(pilot, name=NAME)
        await press(pilot, "ctrl+s")
        assert NAME not in text_of(pilot.app)
        await press(pilot, "i")
        assert "Why?" not in text_of(pilot.app)
    assert read_audit(open_as("auditor-1"), limit=1)[0].action == "identity-sealed"


@pytest.mark.slow
async def test_the_list_finds_by_the_beginning_of_a_code(app_as, open_as):
    officer = open_as("officer-1")
    _story, one, other = begin_story(officer, ADULT, CHILD)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f4")
        assert one in text_of(pilot.app)
        assert "counts as a child" in text_of(pilot.app)
        await press(pilot, "slash")
        await write(pilot, one.lower())
        assert one in text_of(pilot.app)
        assert other not in text_of(pilot.app)
        await press(pilot, "escape")
        assert other in text_of(pilot.app)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("c-7k3q-x9", "C-7K3Q-X9"), ("C 7K", "C-7K"), ("k7k3q", ""), ("", ""),
        ("C-", ""), ("cIL", "C-11"), ("7K3Q", ""),
    ],
)  # fmt: skip
def test_the_beginning_of_a_code_is_read_as_people_write_it(text, start):
    assert code_start(text, "C") == start


@pytest.mark.slow
@in_every_size
async def test_the_screens_stand_in_every_size(app_as, open_as, size):
    officer = open_as("officer-1")
    story, child = begin_story(officer, CHILD)
    say_yes(officer, story, child, guardian=guardian_of(officer, child))
    async with app_as("officer-1", size=size) as pilot:
        await press(pilot, "f4")
        assert child in text_of(pilot.app)
        await press(pilot, "n", "escape", "enter")
        assert "Counts as a child today." in text_of(pilot.app)


@pytest.fixture
def stranger(open_as):
    """A contributor, and a sealed file about them that no event names; the contributor's code."""
    officer = open_as("officer-1")
    person = add_contributor(officer, NewContributor(language="km")).code
    seal_identity(officer, person, Identity(name=NAME, contact="+855 00"))
    put_sealed(
        officer.folders.inbox,
        sealed_identity(officer.records.keys, person, Identity(name=NAME, contact="+66 OTHER")),
    )
    return person


async def test_home_tells_a_keeper_of_a_strangers_file_and_leads_there(app_as, stranger):
    async with app_as("manager-1", size=LARGE) as pilot:
        assert "Sealed names were put here that the log does not name: 1." in text_of(pilot.app)
        await press(pilot, "enter")
        assert "Sealed names that were not taken in" in text_of(pilot.app)
        assert f"says it is about {stranger}; no event of the log names it" in text_of(pilot.app)
        await press(pilot, "d", "enter")
        assert "told no more" in seen(pilot)
        assert "Every sealed file is named by the log." in text_of(pilot.app)


@pytest.mark.slow
async def test_an_accepted_file_is_shown_beside_the_earlier_name(app_as, stranger):
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f4", "i", "a", "down", "enter")
        assert f"the newest name behind {stranger} now" in seen(pilot)
        await press(pilot, "escape", "enter", "i", "enter")
        shown = text_of(pilot.app)
        assert shown.index("+66 OTHER") < shown.index("Earlier") < shown.index("+855 00")
        assert "No event named it; manager-1 accepted it" in shown
        assert "Sealed by officer-1 on 21 November 2026." in shown


async def test_an_officer_is_offered_no_sealed_files(app_as, stranger):
    async with app_as("officer-1", size=LARGE) as pilot:
        assert "Sealed names" not in text_of(pilot.app)
        await press(pilot, "f4", "i")
        assert "Sealed names" not in text_of(pilot.app)
