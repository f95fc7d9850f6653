"""Consents: recorded step by step, looked at, taken back in two keys, renewed."""

import json

import pytest
from driving import LARGE, fill, in_every_size, press, settle, text_of, unlock, write
from preparing import ADULT, CHILD, begin_story, counted, guardian_of, say_yes
from publishing import publish
from quick_cases import quick_first
from seeing import seen
from textual.widgets import Input, Select, SelectionList

from consentkit.domain.consents import Appearance, AssentMethod, Decision, Medium, Method, Naming
from consentkit.domain.values import Channel
from consentkit.store.consents import assents
from consentkit.tui.sections import load_screen
from consentkit.usecases.consents.consents import list_consents, withdrawals_of
from consentkit.usecases.consents.lists import (
    ConsentFilter,
    ConsentStanding,
    count_listed,
    look_at_consent,
    page_listed,
)
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.publications.publications import list_takedowns

ADULT_KIND, CHILD_KIND, GROUP_KIND, SPOKEN_KIND, INTERPRETER_KIND, REFUSAL_KIND = range(6)


async def begin(pilot, kind):
    """Choose a kind, the only story, and the only person who fits."""
    await press(pilot, "f5", "n", *["down"] * kind, "enter", "enter")
    if kind != GROUP_KIND:
        await press(pilot, "enter")


async def tick(pilot, **fields):
    for name, value in fields.items():
        pilot.app.screen.query_one(f"#field-{name}", SelectionList).select(value)
    await settle(pilot)


async def choose(pilot, **fields):
    for name, value in fields.items():
        pilot.app.screen.query_one(f"#field-{name}", Select).value = value
    await settle(pilot)


async def fill_scope(pilot, until="2027-05-31"):
    await tick(pilot, media="photo", channels="website", audiences="public")
    await fill(pilot, places="worldwide", until=until)


async def test_an_officer_records_an_adults_consent(app_as, open_as, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("signed")
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, ADULT_KIND)
        assert "[ ] photos" in text_of(pilot.app)
        await fill_scope(pilot)
        await fill(pilot, asked_on="2026-11-19", release=str(letter))
        await press(pilot, "ctrl+s")
        (consent,) = list_consents(officer)
        assert consent.id in text_of(pilot.app)
        await press(pilot, "enter")
        seen = text_of(pilot.app)
    assert (consent.contributor, consent.story, consent.decision) == (person, story, Decision.YES)
    assert (consent.scope.media, consent.scope.uses[0].appearance) == ({Medium.PHOTO}, Appearance.NONE)
    assert consent.scope.uses[0].naming is Naming.NONE
    assert consent.given_on == officer.today
    assert "It holds until 31 May 2027." in seen
    assert "How the person appears: not seen at all" in seen
    assert "They were asked on 19 November 2026." in seen
    assert "The signed letter is kept in the vault." in seen


async def test_an_officer_records_a_childs_consent_with_guardian_and_assent(app_as, open_as):
    officer = open_as("officer-1")
    story, child = begin_story(officer, CHILD)
    async with app_as("officer-1") as pilot:
        await begin(pilot, CHILD_KIND)
        assert "Guardian of" in text_of(pilot.app)  # none is recorded yet
        await choose(pilot, link="parent")
        await press(pilot, "ctrl+s")
        offered = pilot.app.screen.query_one("#field-appearance", Select)._options
        assert "face-shown" not in {value for _words, value in offered}
        await fill_scope(pilot)
        await press(pilot, "ctrl+s")
        assert "The child's own answer" in text_of(pilot.app)
        await choose(pilot, decision="yes", method="pictures")
        await press(pilot, "ctrl+s", "enter")
        seen = text_of(pilot.app)
    (consent,) = list_consents(officer)
    (assent,) = assents.where(officer.reading, "1")
    assert consent.given_by.startswith("G-")
    assert (assent.contributor, assent.story, assent.method) == (child, story, AssentMethod.PICTURES)
    assert f"Guardian {consent.given_by} answered" in seen
    assert "The child's own answer: yes" in seen


@pytest.mark.slow
async def test_a_consent_serves_one_more_story_only_where_its_paper_allows_it(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    say_yes(officer, story, person)
    other, _nobody = begin_story(officer, ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f5", "enter", "u")
        await fill(pilot, story=other)
        await press(pilot, "ctrl+s")
        assert f"serve story {other} too?" in text_of(pilot.app)
        await press(pilot, "y")
        assert "rests on no letter that was made and confirmed here" in text_of(pilot.app)
    assert list_consents(officer, story=other) == ()


@pytest.mark.slow
async def test_the_childs_answer_can_be_recorded_later(app_as, open_as):
    officer = open_as("officer-1")
    story, child = begin_story(officer, CHILD)
    say_yes(officer, story, child, guardian=guardian_of(officer, child))
    async with app_as("officer-1") as pilot:
        await press(pilot, "f5", "enter")
        assert "The child's own answer is not recorded yet (t)." in text_of(pilot.app)
        await press(pilot, "t")
        await choose(pilot, decision="no", method="own-words")
        await press(pilot, "ctrl+s")
        assert "The child's own answer: no" in text_of(pilot.app)


@pytest.mark.slow
async def test_each_of_a_group_is_asked_alone(app_as, open_as):
    officer = open_as("officer-1")
    _story, one, other = begin_story(officer, ADULT, ADULT)
    async with app_as("officer-1", size=LARGE) as pilot:
        await begin(pilot, GROUP_KIND)
        await press(pilot, "space", "down", "space", "ctrl+s")
        assert f"Person 1 of 2: {one}" in text_of(pilot.app)
        await fill_scope(pilot)
        await press(pilot, "ctrl+s")
        assert f"Person 2 of 2: {other}" in text_of(pilot.app)
        assert pilot.app.screen.query_one("#field-media", SelectionList).selected == []
        await fill_scope(pilot, until="2027-01-31")
        await press(pilot, "ctrl+s")
    assert [c.contributor for c in list_consents(officer)] == [one, other]


@pytest.mark.slow
async def test_a_spoken_answer_needs_its_witness(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, SPOKEN_KIND)
        await fill_scope(pilot)
        await press(pilot, "ctrl+s")
        assert list_consents(officer) == ()
        await fill(pilot, witness="Aunt Mai")
        await press(pilot, "ctrl+s")
        assert "never a name" in text_of(pilot.app)
        await fill(pilot, witness="officer-2")
        await press(pilot, "ctrl+s")
    (consent,) = list_consents(officer)
    assert (consent.method, consent.witness) == (Method.SPOKEN, "officer-2")


@pytest.mark.slow
async def test_an_interpreter_is_kept_by_handle(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, INTERPRETER_KIND)
        await fill_scope(pilot)
        await fill(pilot, interpreter="interpreter-1")
        await press(pilot, "ctrl+s", "enter")
        assert "Interpreter: interpreter-1." in text_of(pilot.app)
    assert list_consents(officer)[0].interpreter == "interpreter-1"


@pytest.mark.slow
async def test_a_no_is_recorded_and_not_asked_for_again(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, REFUSAL_KIND)
        assert not pilot.app.screen.query("#field-media")
        await press(pilot, "ctrl+s", "enter")
        assert "The person said no." in text_of(pilot.app)
        await press(pilot, "r")
        assert "Do not ask again" in seen(pilot)
    assert list_consents(officer)[0].decision is Decision.NO


WRONG = [
    ("until", "soon", "“soon” is not a day"),
    ("until", "2026-01-01", "lies before the first"),
    ("given_on", "2026-11-22", "has not come yet"),
    ("asked_on", "2026-11-2x", "is not a day"),
    ("places", "Thailand", "is not a place"),
    ("release", "/no/such/letter.pdf", "letter.pdf cannot be read"),
    ("language", "the language of Sokha", "is not a language tag"),
]


@pytest.mark.slow
async def test_a_wrong_field_is_complained_about_beside_it(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, ADULT_KIND)
        await fill_scope(pilot)
        for field, value, complaint in WRONG:
            right = pilot.app.screen.query_one(f"#field-{field}", Input).value
            await fill(pilot, **{field: value})
            await press(pilot, "ctrl+s")
            shown = [label.id for label in pilot.app.screen.query(".complaint") if label.has_class("shown")]
            assert shown == [f"complaint-{field}"]
            assert complaint in " ".join(text_of(pilot.app).split())
            await fill(pilot, **{field: right})
    assert list_consents(officer) == ()


@pytest.mark.slow
async def test_a_half_filled_form_survives_leaving_and_a_lock(app_as, open_as, passphrase):
    begin_story(open_as("officer-1"), ADULT)
    async with app_as("officer-1") as pilot:
        await begin(pilot, ADULT_KIND)
        await fill(pilot, places="TH, KH")
        await tick(pilot, media="voice")
        await press(pilot, "escape")
        await begin(pilot, ADULT_KIND)
        assert pilot.app.screen.query_one("#field-places").value == "TH, KH"
        await press(pilot, "ctrl+l")
        await unlock(pilot, passphrase)
        await begin(pilot, ADULT_KIND)
        assert pilot.app.screen.query_one("#field-places").value == "TH, KH"
        assert pilot.app.screen.query_one("#field-media", SelectionList).selected == ["voice"]


async def test_two_keys_take_a_consent_back_and_say_first_what_will_happen(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    publication = publish(open_as("manager-1"), story)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f5", "w")
        asked = text_of(pilot.app)
        assert "for everything" in asked
        assert publication in asked
        assert "https://example.org/1" in asked
        assert list_takedowns(officer) == ()
        await press(pilot, "y")
        (takedown,) = list_takedowns(officer)
        assert f"Takedowns open: {takedown.id}" in " ".join(seen(pilot).split())
        await press(pilot, "enter")
        assert "It was taken back." in text_of(pilot.app)
        await press(pilot, "w")
        assert "was taken back already" in " ".join(seen(pilot).split())
    assert takedown.publication == publication
    assert withdrawals_of(officer, consent)[0].channels == frozenset()


async def test_the_safe_answer_has_the_focus_and_takes_nothing_back(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f5", "w", "enter")
    assert withdrawals_of(officer, consent) == ()


@pytest.mark.slow
async def test_a_part_is_taken_back_for_chosen_channels(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person, channels=(Channel.WEBSITE, Channel.SOCIAL))
    publish(open_as("manager-1"), story)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f5", "enter", "p", "down", "space", "ctrl+s")
        assert "for: social media." in text_of(pilot.app)
        assert "Nothing of the story is published there" in text_of(pilot.app)
        await press(pilot, "y")
        assert "what is left: website." in " ".join(text_of(pilot.app).split())
    assert look_at_consent(officer, consent).standing is ConsentStanding.HOLDS_IN_PART
    assert list_takedowns(officer) == ()


@pytest.mark.slow
async def test_a_volunteer_takes_a_consent_back_by_its_code(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person)
    async with app_as("volunteer-1") as pilot:
        await press(pilot, "f5")
        assert consent not in text_of(pilot.app)
        assert "press w" in " ".join(text_of(pilot.app).split())
        await press(pilot, "w")
        await fill(pilot, code=consent[:-1])
        await press(pilot, "ctrl+s")
        assert "is not a consent code" in text_of(pilot.app)
        await fill(pilot, code=consent.lower())
        await press(pilot, "ctrl+s", "y")
    assert look_at_consent(officer, consent).standing is ConsentStanding.WITHDRAWN


@pytest.mark.slow
async def test_a_later_answer_says_first_what_it_does_to_the_uses_that_stand(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    first = say_yes(officer, story, person, appearance=Appearance.FACE_SHOWN)
    async with app_as("officer-1", size=LARGE) as pilot:
        await begin(pilot, SPOKEN_KIND)
        await tick(pilot, media="photo", channels="website", audiences="public")
        await choose(pilot, appearance="face-hidden")
        await fill(pilot, places="worldwide", until="2027-05-31", apart="social:back", witness="officer-2")
        await press(pilot, "ctrl+s")
        told = text_of(pilot.app)
        assert "Record this answer beside the earlier ones for story" in told
        assert "adds: social media: photos; only from behind; no name at" in told
        assert "narrows: website: photos; seen, with the face covered; no" in told
        await press(pilot, "escape")
        assert [one.id for one in list_consents(officer)] == [first]
        await press(pilot, "ctrl+s", "y")
    _, second = list_consents(officer)
    assert second.scope.codes == ("social:back:none", "website:face-hidden:none")


async def test_an_ended_consent_is_renewed_with_new_days(app_as, open_as, clock):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    old = say_yes(officer, story, person, days=10)
    clock.advance(days=20)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f5", "enter")
        assert "It ended on 1 December 2026." in text_of(pilot.app)
        await press(pilot, "r")
        screen = pilot.app.screen
        assert [screen.query_one(f"#field-{f}").value for f in ("until", "asked_on", "given_on")] == [""] * 3
        assert screen.query_one("#field-places").value == "TH"
        await fill(pilot, until="2027-06-30", given_on="2026-12-11")
        await press(pilot, "ctrl+s")
    first, second = list_consents(officer)
    assert first.id == old
    assert second.scope.until.isoformat() == "2027-06-30"
    assert second.scope.media == first.scope.media


async def test_safeguarding_agrees_to_a_shown_face_only_where_it_was_chosen(app_as, open_as):
    officer = open_as("officer-1")
    story, person, other = begin_story(officer, ADULT, ADULT)
    shown = say_yes(officer, story, person, appearance=Appearance.FACE_SHOWN)
    say_yes(officer, story, other)
    async with app_as("safeguarding-1") as pilot:
        await press(pilot, "f5", "enter", "a")
        assert "did not agree to show their face" in " ".join(seen(pilot).split())
        await press(pilot, "escape", "down", "enter", "a", "y")
        assert "safeguarding-1 agreed" in text_of(pilot.app)
    assert look_at_consent(officer, shown).consent.face_agreed_by == "safeguarding-1"


async def test_an_auditor_reads_and_changes_nothing(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    say_yes(officer, story, person)
    before = counted(officer)
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f5", "n", "w", "y", "enter", "w", "y", "r", "a")
        assert "It holds until" in text_of(pilot.app)
        assert "Take back" not in text_of(pilot.app)
    assert counted(officer) == before


@pytest.fixture
def five(open_as):
    """One consent for each filter, by its name."""
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    made = {
        "ended": say_yes(officer, story, person, days=-1, given_on=officer.today.replace(month=1)),
        "today": say_yes(officer, story, person, days=0),
        "30": say_yes(officer, story, person, days=30),
        "31": say_yes(officer, story, person, days=31),
        "90": say_yes(officer, story, person, days=90),
        "91": say_yes(officer, story, person, days=91),
        "no": say_yes(officer, story, person, decision=Decision.NO, scope=None),
    }
    note_asked(officer, person)
    made |= {
        "back": say_yes(officer, story, person, days=20),
        "in part": say_yes(officer, story, person, days=25, channels=(Channel.WEBSITE, Channel.PRESS)),
        "both": say_yes(officer, story, person, days=26, channels=(Channel.WEBSITE, Channel.PRESS)),
    }
    withdraw_consent(officer, made["back"])
    withdraw_consent(officer, made["in part"], channels=frozenset({Channel.PRESS}))
    for channel in (Channel.PRESS, Channel.WEBSITE):
        withdraw_consent(officer, made["both"], channels=frozenset({channel}))
    return officer, made


@pytest.mark.parametrize(
    ("shown", "names"),
    quick_first(
        [
            (ConsentFilter.ALL, ["both", "in part", "back", "no", "91", "90", "31", "30", "today", "ended"]),
            (ConsentFilter.ENDING_30, ["today", "in part", "30"]),
            (ConsentFilter.ENDING_90, ["today", "in part", "30", "31", "90"]),
            (ConsentFilter.ENDED, ["ended"]),
            (ConsentFilter.WITHDRAWN, ["both", "in part", "back"]),
            (ConsentFilter.NO, ["no"]),
        ],
        2,
    ),
)
def test_each_filter_shows_its_consents_in_order_and_by_the_page(five, shown, names):
    officer, made = five
    whole = [one.consent.id for one in page_listed(officer, shown, "", 0, 200)]
    assert whole == [made[name] for name in names]
    assert count_listed(officer, shown) == len(names)
    pages = [page_listed(officer, shown, "", first, 2) for first in range(0, len(names) + 2, 2)]
    assert [one.consent.id for page in pages for one in page] == whole


@pytest.mark.slow
async def test_filters_and_search_are_found_by_keys(app_as, five):
    _officer, made = five
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f5", "f", "down", "enter")
        seen = text_of(pilot.app)
        assert "ending within 30 days" in seen
        assert made["30"] in seen
        assert made["31"] not in seen
        await press(pilot, "slash")
        await write(pilot, made["31"])
        assert made["31"] in text_of(pilot.app)
        assert made["30"] not in text_of(pilot.app)
        await press(pilot, "enter", "enter")
        assert f"Consent {made['31']}" in text_of(pilot.app)


async def test_nothing_typed_goes_into_the_log(app_as, open_as):
    officer = open_as("officer-1")
    begin_story(officer, ADULT, title="Sokha")
    async with app_as("officer-1") as pilot:
        await begin(pilot, ADULT_KIND)
        await fill_scope(pilot)
        await press(pilot, "ctrl+s")
    log = json.dumps([event.body for event in read_audit(open_as("auditor-1"), limit=10)])
    assert "Sokha" not in log


@pytest.mark.slow
@in_every_size
async def test_the_screens_stand_in_every_size(app_as, open_as, size):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    say_yes(officer, story, person)
    async with app_as("officer-1", size=size) as pilot:
        await begin(pilot, INTERPRETER_KIND)
        await press(pilot, "escape", "w")
        assert "No (n)" in text_of(pilot.app)
        await press(pilot, "n", "enter", "end")
        assert "Consent K-" in text_of(pilot.app)


async def test_what_a_signed_file_is_is_said_on_the_consents_page_once_it_was_opened(app_as, open_as):
    officer = open_as("officer-1")
    story, person = begin_story(officer, ADULT)
    consent = say_yes(officer, story, person, release=b"Yes, on the website.")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(load_screen("consents.consents:ConsentScreen", consent))
        await settle(pilot)
        assert "Nobody has said yet what the signed file is." in text_of(pilot.app)
        assert "Not in this story" not in text_of(pilot.app)
        await press(pilot, "v")
        await settle(pilot)
        await press(pilot, "y")
        await choose(pilot, form="consent", signed_by=person)
        await fill(pilot, language="km", contributor=person, signed_on=officer.today.isoformat())
        await press(pilot, "ctrl+s")
        assert "officer-1 saw on it: a consent, km" in text_of(pilot.app)
