"""A group's signed sheet: read per person by code, confirmed row by row, recorded in one act."""

from datetime import timedelta

import pypdfium2
import pytest
from signed_letters_made import confirm, look_at_pages, signed

from consentkit.domain.consents import Appearance, Audience, Decision, Medium, Naming, Scope
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.letters.records import LetterState, TickState
from consentkit.domain.letters.rosters import stop_codes_in
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.consents import assents_of_story
from consentkit.store.letters.letters import letters_of_contributor, roster_rows, state_of_letter
from consentkit.usecases.consents.consents import NewConsent, list_consents, record_consent
from consentkit.usecases.consents.rosters import confirm_rows, correct_rows, rows_to_correct
from consentkit.usecases.consents.row_meanings import Signing, foresee_rows, rows_on
from consentkit.usecases.consents.withdrawals import consents_of_code, withdraw_consent
from consentkit.usecases.letters.batches import RosterRow, make_letters
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.noes import held_of
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_pdf
from consentkit.usecases.letters.releases import confirm_release, get_release
from consentkit.usecases.letters.returns import suggested_ticks, take_letters_in
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.stories.stories import add_story, put_contributor

BLANKS = {
    "purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100",
    "takedown_days": "14", "request_days": "14", "reflection_days": "7",
}  # fmt: skip
YES, NO, HALF, EMPTY = {"photo", "internet", "press"}, {"photo", "no"}, {"photo"}, set()


class Sheet:
    """A story of five adults and a child, and a sheet with a row for each of them."""

    def __init__(self, open_as, below):
        self.officer, self.volunteer, self.below = open_as("officer-1"), open_as("volunteer-1"), below
        self.story = add_story(self.officer, "A day at the well").id
        ages = [Age.ADULT] * 5 + [Age.CHILD]
        new = (NewContributor(language="th", age=age, age_basis=AgeBasis.DOCUMENT) for age in ages)
        self.people = [add_contributor(self.officer, one).code for one in new]
        for person in self.people:
            put_contributor(self.officer, self.story, person)
        self.made = make_letter(self.volunteer, self.order())
        self.letter = self.made.letter.id

    def order(self, **changed):
        known = {"form": "group", "language": "th", "story": self.story, "organisation": "River House"}
        roster = tuple(self.people)
        return NewLetter(**(known | {"blanks": BLANKS, "roster": roster} | changed))

    def comes_back(self, rows):
        boxes = {f"{self.people[n]}.{column}" for n, columns in rows.items() for column in columns}
        files = []
        for number, page in enumerate(signed(self.volunteer, self.made, boxes)):
            files.append(self.below / f"{number}.png")
            page.save(files[-1])
        take_letters_in(self.volunteer, list(map(incoming, files)))
        look_at_pages(self.officer, self.letter)
        look_at_pages(self.volunteer, self.letter)

    def said(self, rows):
        return {
            self.people[n]: None if columns is None else frozenset(columns) for n, columns in rows.items()
        }

    @property
    def signing(self):
        return Signing(self.officer.today, frozenset({"worldwide"}))

    def confirm(self, rows, by=None, **more):
        return confirm_rows(by or self.officer, self.letter, self.said(rows), self.signing, **more)

    def codes(self, person):
        reasons = clear_story(self.officer, self.story, Channel.WEBSITE).reasons
        code = self.people[person]
        return {one.code for one in reasons if code in {one.subject, one.facts.get("contributor")}}


@pytest.fixture
def sheet(open_as, tmp_path):
    return Sheet(open_as, tmp_path)


ROWS = {0: YES, 1: NO, 2: HALF, 3: EMPTY, 5: NO}


def test_a_sheet_is_read_per_person_and_its_rows_become_consents_in_one_act(sheet, events):
    sheet.comes_back(ROWS)
    ticks = suggested_ticks(sheet.officer, sheet.letter)
    expected = {
        f"{person}.{column}": TickState.TICKED if column in ROWS.get(n, ()) else TickState.EMPTY
        for n, person in enumerate(sheet.people)
        for column in ("photo", "internet", "print", "press", "hidden", "no")
    }
    assert ticks == expected
    # From the moment the page is in, every row holds the gate.
    assert all(R.LETTER_WAITING in sheet.codes(n) for n in range(6))

    done = sheet.confirm(ROWS)
    (consent,) = done.consents
    assert consent.contributor == sheet.people[0]
    assert consent.scope == Scope(
        media={Medium.PHOTO}, appearance=Appearance.FACE_HIDDEN, naming=Naming.NONE,
        channels={Channel.WEBSITE, Channel.SOCIAL, Channel.PRESS, Channel.BROADCAST},
        audiences={Audience.PUBLIC}, places={"worldwide"}, until="2027-05-03",
    )  # fmt: skip
    refused = [one for one in list_consents(sheet.officer) if one.decision is Decision.NO]
    assert [one.contributor for one in refused] == [sheet.people[1]]
    assert done.waiting == (sheet.people[4],)
    assert R.LETTER_WAITING in sheet.codes(4)
    assert not {R.LETTER_WAITING, R.CONSENT_BEYOND_LETTER} & sheet.codes(0)
    assert R.CONSENT_REFUSED in sheet.codes(1)
    (own,) = assents_of_story(sheet.officer.records.db, sheet.story)
    assert (own.contributor, own.decision, own.letter) == (sheet.people[5], Decision.NO, sheet.letter)
    (event,) = events("rows-confirmed")
    assert sorted(event.body["rows"]) == sorted(sheet.people[n] for n in ROWS)


@pytest.mark.slow
def test_the_sheet_is_a_release_once_every_row_is_confirmed(sheet):
    sheet.comes_back({0: YES})
    assert sheet.confirm({0: YES}).release is None
    last = sheet.confirm(dict.fromkeys(range(1, 6)))
    assert last.waiting == ()
    assert set(last.release.ticked) == {f"{sheet.people[0]}.{one}" for one in YES}
    assert state_of_letter(sheet.officer.records.db, sheet.letter) is LetterState.CONFIRMED
    # Who was not there has no paper, and no answer.
    assert R.LETTER_WAITING not in sheet.codes(3)
    with pytest.raises(Conflict) as wrong:
        sheet.confirm({1: YES})
    assert wrong.value.code == "letter-confirmed"


def test_a_row_on_which_nothing_rests_is_corrected_and_what_follows_is_recorded(sheet, events):
    sheet.comes_back(ROWS | {4: YES})
    sheet.confirm(ROWS | {4: None})
    first = [one.contributor for one in list_consents(sheet.officer)]
    free = {sheet.people[n] for n in (2, 3, 4)}
    assert {row.contributor for row in rows_to_correct(sheet.officer, sheet.letter)} == free
    said = sheet.said({2: NO, 3: None, 4: YES})
    done = correct_rows(sheet.officer, sheet.letter, said, sheet.signing)
    assert [one.contributor for one in done.consents] == [sheet.people[4]]
    assert R.CONSENT_REFUSED in sheet.codes(2)
    (event,) = events("release-corrected")
    assert event.body["was"] == [f"{sheet.people[2]}.photo"]
    assert sorted(event.body["rows"]) == sorted(said)
    later = [one.contributor for one in list_consents(sheet.officer)]
    assert later == [*first, sheet.people[4], sheet.people[2]]
    ticked = {row.contributor: row.ticked for row in rows_on(sheet.officer, sheet.letter)}
    assert ticked[sheet.people[3]] is None
    # The whole sheet says the same as its rows, and what stays of before stays.
    release = get_release(sheet.officer, sheet.letter)
    assert {box.partition(".")[0] for box in release.ticked} == {sheet.people[n] for n in (0, 1, 2, 4, 5)}
    for n in (0, 1, 2, 4, 5):
        with pytest.raises(Conflict, match="release-relied-on"):
            correct_rows(sheet.officer, sheet.letter, sheet.said({n: YES}), sheet.signing)


@pytest.mark.slow
def test_a_row_that_waits_is_not_corrected_and_a_childs_day_has_come(sheet):
    sheet.comes_back({0: YES, 5: YES})
    with pytest.raises(Conflict, match="row-waits"):
        correct_rows(sheet.officer, sheet.letter, sheet.said({0: YES}), sheet.signing)
    tomorrow = Signing(sheet.officer.today + timedelta(days=1), sheet.signing.places)
    with pytest.raises(InvalidInput, match="day-not-come"):
        confirm_rows(sheet.officer, sheet.letter, sheet.said({5: YES}), tomorrow)
    (assent,) = sheet.confirm({5: YES}).assents
    assert assent.contributor == sheet.people[5]


def test_a_volunteer_confirms_a_no_and_no_yes(sheet):
    sheet.comes_back({0: YES, 1: NO})
    with pytest.raises(Refused) as wrong:
        sheet.confirm({0: YES, 1: NO}, by=sheet.volunteer)
    assert wrong.value.code == "role-may-not"
    assert all(row.is_waiting for row in rows_on(sheet.officer, sheet.letter))
    sheet.confirm({1: NO}, by=sheet.volunteer)
    assert R.CONSENT_REFUSED in sheet.codes(1)


@pytest.mark.slow
def test_a_row_narrows_an_earlier_consent_of_the_same_person(sheet):
    wide = Scope(
        media={Medium.PHOTO, Medium.WORDS}, appearance=Appearance.FACE_HIDDEN, channels={Channel.WEBSITE},
        audiences={Audience.PUBLIC}, places={"worldwide"}, until="2027-05-03",
    )  # fmt: skip
    new = NewConsent(
        contributor=sheet.people[2], story=sheet.story, decision=Decision.YES, scope=wide,
        given_on=sheet.officer.today, language="th", release=b"signed",
    )  # fmt: skip
    record_consent(sheet.officer, new)
    sheet.comes_back({2: HALF})
    sheet.confirm({2: HALF})
    assert R.CONSENT_BEYOND_LETTER in sheet.codes(2)


@pytest.mark.slow
def test_what_a_row_cannot_say_is_refused(sheet):
    sheet.comes_back({0: YES})
    cases = [({}, "rows-none"), ({0: {"film"}}, "row-column-unknown"), ({0: YES}, "rows-need-day")]
    for rows, code in cases:
        with pytest.raises(InvalidInput) as wrong:
            confirm_rows(sheet.officer, sheet.letter, sheet.said(rows), Signing())
        assert wrong.value.code == code
    with pytest.raises(InvalidInput) as wrong:
        confirm_release(sheet.officer, sheet.letter, frozenset())
    assert wrong.value.code == "letter-has-rows"


def test_what_a_row_will_do_is_said_beforehand(sheet):
    said = sheet.said({0: YES, 1: NO, 2: HALF, 3: None})
    yes, no, half, absent = foresee_rows(sheet.officer, sheet.letter, said, sheet.signing)
    assert (yes.is_yes, no.no.refused, half.is_yes, half.no) == (True, (sheet.story,), False, None)
    assert absent.said is None
    (listed,) = letters_of_contributor(sheet.officer.records.db, sheet.people[4])
    assert listed.id == sheet.letter


def test_a_sheet_is_looked_at_whole_before_it_is_made(sheet):
    person = sheet.people[0]
    cases = [
        ({"story": None}, "letter-roster-needs-story"),
        ({"roster": ("C-0000-0000",)}, "record-unknown"),
        ({"contributor": person}, "letter-person-and-roster"),
        ({"roster": (person, person)}, "letter-roster-twice"),
    ]
    for changed, code in cases:
        with pytest.raises((InvalidInput, NotFound)) as wrong:
            make_letter(sheet.volunteer, sheet.order(**changed))
        assert wrong.value.code == code


def test_each_row_prints_one_code_for_its_person_and_story_that_stops_it(sheet):
    db = sheet.officer.records.db
    first, *others = (row.stop_code for row in rows_on(sheet.officer, sheet.letter))
    assert len({first, *others, sheet.letter}) == 7
    pages = pypdfium2.PdfDocument(letter_pdf(sheet.volunteer, sheet.made.paper))
    printed = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert all(code in printed for code in (first, *others))
    # Nobody is told to name a code of the whole sheet: it names no person.
    assert sheet.made.paper.text.id == sheet.letter
    said = [run.text for block in sheet.made.paper.text.blocks for run in getattr(block, "words", ())]
    assert sheet.letter not in said
    assert "L-… (รหัส)" in said
    # Their next papers have the same code, whichever it was that came first.
    again = make_letter(sheet.volunteer, sheet.order())
    assert stop_codes_in(again.paper.text) == stop_codes_in(sheet.made.paper.text)
    adult = sheet.order(form="adult", contributor=sheet.people[0], roster=())
    own = make_letter(sheet.volunteer, adult)
    words = [run.text for block in own.paper.text.blocks for run in getattr(block, "words", ())]
    assert first in words
    assert own.letter.id not in words
    sheet.comes_back({0: YES})
    (given,) = sheet.confirm({0: YES}).consents
    assert (
        consents_of_code(sheet.officer, first) == consents_of_code(sheet.officer, own.letter.id) == (given,)
    )
    assert consents_of_code(sheet.officer, others[0]) == ()
    with pytest.raises(NotFound, match="nothing-to-withdraw"):
        withdraw_consent(sheet.officer, sheet.letter)
    withdraw_consent(sheet.volunteer, first)
    assert held_of(db, sheet.people[0], sheet.story, frozenset(Channel)) == ()


def test_a_sheet_made_after_a_letter_prints_the_code_of_that_letter(sheet):
    story = add_story(sheet.officer, "Another day").id
    for person in sheet.people[:2]:
        put_contributor(sheet.officer, story, person)
    adult = sheet.order(form="adult", contributor=sheet.people[0], story=story, roster=())
    own = make_letter(sheet.volunteer, adult).letter.id
    made = make_letter(sheet.volunteer, sheet.order(story=story, roster=tuple(sheet.people[:2])))
    codes = stop_codes_in(made.paper.text)
    assert codes[sheet.people[0]] == own
    assert codes[sheet.people[1]] not in {own, made.letter.id}


def test_two_sheets_of_one_batch_print_one_code_for_a_person(sheet):
    first, second = sheet.people[:2]
    story = add_story(sheet.officer, "Another day").id
    one = sheet.order(roster=(first, second), language="km", story=story)
    other = one.model_copy(update={"roster": (second, first)})
    rows = [RosterRow(n, "", "km", order) for n, order in enumerate((one, other))]
    made = make_letters(sheet.volunteer, rows)
    codes = [stop_codes_in(each.paper.text) for each in made]
    assert codes[0] == codes[1]
    assert set(codes[0]) == {first, second}


def test_a_sheet_of_before_has_no_code_of_a_person_and_is_read_as_it_was(sheet):
    with sheet.officer.change(EventName.LETTER_MADE) as change:
        for row in rows_on(sheet.officer, sheet.letter):
            roster_rows.update(change.db, row.model_copy(update={"stop_code": None}), expected=row)
        change.record(sheet.letter)
    sheet.comes_back({0: YES})
    (given,) = sheet.confirm({0: YES}).consents
    with pytest.raises(NotFound, match="nothing-to-withdraw"):
        withdraw_consent(sheet.officer, sheet.letter)
    adult = sheet.order(form="adult", contributor=sheet.people[0], roster=())
    assert consents_of_code(sheet.officer, make_letter(sheet.volunteer, adult).letter.id) == (given,)


@pytest.mark.slow
def test_a_no_that_came_later_stands_against_the_yes_of_a_sheet(sheet):
    refused = {
        "contributor": sheet.people[0], "story": sheet.story, "form": "refusal", "roster": (),
        "blanks": {"contact": "+66 2 555 0100"},
    }  # fmt: skip
    sheet.comes_back({0: YES})
    no = make_letter(sheet.volunteer, sheet.order(**refused))
    (page,) = signed(sheet.volunteer, no)
    page.save(sheet.below / "no.png")
    take_letters_in(sheet.volunteer, [incoming(sheet.below / "no.png")])
    confirm(sheet.volunteer, no.letter.id, ())
    done = sheet.confirm({0: YES})
    assert done.consents == ()
    assert done.meanings[0].against.code == "paper-says-no"
    assert R.CONSENT_REFUSED in sheet.codes(0)
