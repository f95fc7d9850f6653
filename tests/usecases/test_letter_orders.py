"""An order is looked at whole before anything is made, the same for one letter and for a roster's rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.domain.letters.letters import Facts
from consentkit.domain.letters.records import Printing
from consentkit.domain.people import Age, AgeBasis
from consentkit.pages.files import incoming
from consentkit.usecases.letters.batches import make_letters, read_roster
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.letters import list_letters, make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.workspaces import open_workspace
from consentkit.wording import sentence_of_error

TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
ZAWGYI = "\u1031\u1019\u102c\u1004\u1039\u1031\u1019\u102c\u1004\u1039"
"""A man's name, Maung Maung, as telephones with the Zawgyi font write it."""


@pytest.fixture(scope="module")
def officer(make_workspace, tmp_path_factory, passphrase):
    folder = make_workspace(tmp_path_factory.mktemp("orders"))
    with open_workspace(folder, "officer-1", passphrase, clock=lambda: TODAY) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def adult(officer):
    person = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    return add_contributor(officer, person).code


def new(**changed):
    usual = {"form": "adult", "language": "en", "organisation": "River House", "blanks": BLANKS}
    return NewLetter(**(usual | changed))


def with_blanks(**blanks):
    return new(blanks=BLANKS | blanks)


def codes_against(officer, order):
    """The codes of all that is wrong with one letter, and with the same as a roster's row."""
    with pytest.raises(ConsentkitError) as wrong:
        compose(officer, order)
    error = wrong.value
    faults = error.faults if isinstance(error, InvalidInput) else ()
    return [fault.error.code for fault in faults] or [error.code]


DAYS = [
    # The officer's day is 2026-11-21, and the policy allows an adult's letter three years.
    ("2026-11-20", "letter-day-too-early"),
    ("2026-11-21", None),
    ("2029-11-21", None),
    ("2029-11-22", "letter-day-too-late"),
    ("2020-10-01", "letter-day-too-early"),
    ("2099-10-01", "letter-day-too-late"),
    ("2570-10-01", "letter-day-of-another-era"),
    ("2569-11-21", "letter-day-of-another-era"),
    ("2569-11-20", "letter-day-too-late"),
    ("20271001", "letter-day-malformed"),
    ("1/10/2027", "letter-day-malformed"),
    ("2027-02-30", "letter-day-malformed"),
]


@pytest.mark.parametrize(("day", "code"), DAYS)
def test_a_letter_ends_between_today_and_the_cap(officer, day, code):
    assert officer.today.isoformat() == "2026-11-21"
    if code is None:
        assert compose(officer, with_blanks(until=day))
    else:
        assert codes_against(officer, with_blanks(until=day)) == [code]


def test_a_year_of_the_buddhist_era_is_asked_about(officer):
    with pytest.raises(InvalidInput) as asked:
        compose(officer, with_blanks(until="2570-10-01"))
    assert "Is 2027-10-01 meant?" in sentence_of_error(asked.value)


def test_a_child_s_letter_ends_within_the_child_s_cap(officer):
    child = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
    code = add_contributor(officer, child).code
    blanks = {"child_age": "12", "majority_on": "2033-01-01"}
    asked = new(form="guardian", contributor=code, blanks=BLANKS | blanks)
    assert compose(officer, asked)
    late = {"until": (officer.today + timedelta(days=366)).isoformat()}
    assert codes_against(officer, asked.model_copy(update={"blanks": asked.blanks | late})) == [
        "letter-day-too-late"
    ]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2033-01-01", []),
        ("2031-02-01", []),
        ("2033-02-01", ["majority-differs"]),
        ("2029-01-01", ["majority-differs"]),
    ],
)
def test_a_child_s_letter_says_what_the_records_say_of_coming_of_age(officer, day, codes):
    child = NewContributor(
        language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT, adult_on=date(2033, 1, 1)
    )
    code = add_contributor(officer, child).code
    order = new(form="guardian", contributor=code, blanks=BLANKS | {"child_age": "12", "majority_on": day})
    if codes:
        assert codes_against(officer, order) == codes
    else:
        assert compose(officer, order)


def test_a_day_that_the_records_know_is_not_asked_for_again(officer, passphrase):
    child = NewContributor(
        language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT, adult_on=date(2033, 1, 1)
    )
    code = add_contributor(officer, child).code
    order = new(form="guardian", contributor=code, blanks=BLANKS | {"child_age": "12"})
    typed = order.model_copy(update={"blanks": order.blanks | {"majority_on": "2033-01-01"}})
    assert compose(officer, order) == compose(officer, typed)
    # Who may not read when somebody was born is told nothing by a letter that they make.
    with open_workspace(officer.folders.root, "volunteer-1", passphrase, clock=lambda: TODAY) as volunteer:
        assert codes_against(volunteer, order) == ["letter-blank-missing"]


SLIPPED = [
    ("contact", "Sokha", "letter-no-contact"),
    ("contact", "2027-10-01", "letter-no-contact"),
    ("contact", "C-7K3Q-X9MD", "letter-no-contact"),
    ("contact", "12/03/2027", "letter-no-contact"),
    ("contact", "6.62555E+10", "letter-no-contact"),
    ("contact", "=B2", "letter-no-contact"),
    ("contact", "########", "letter-no-contact"),
    ("contact", "02.555.0100", None),
    ("purpose", "#NAME?", "letter-no-words"),
    ("purpose", "#DIV/0!", "letter-no-words"),
    ("purpose", "FALSE", "letter-no-words"),
    ("support", "#REF!", "letter-no-name"),
    ("support", "True House", None),
    ("contact", "help@river-house.example", None),
    ("contact", "river-house.example/help", None),
    ("contact", "LINE @riverhouse", None),
    ("support", "+66 2 555 0100", "letter-no-name"),
    ("support", "help@river-house.example", "letter-no-name"),
    ("support", "2027-10-01", "letter-no-name"),
    ("support", "3", "letter-no-name"),
    ("support", "Room 12, Auntie Mali", None),
    ("asker", "volunteer-1", None),
    ("purpose", "2027-10-01", "letter-no-words"),
    ("purpose", "14", "letter-no-words"),
    ("purpose", "S-2M4N-88TA", "letter-no-words"),
    ("takedown_days", "0", "letter-number"),
    ("takedown_days", "100", "letter-number"),
    ("takedown_days", "1_0", "letter-number"),
    ("takedown_days", "a week", "letter-number"),
    ("takedown_days", "99", None),
    ("asked_on", "2027-13-01", "letter-day-malformed"),
    ("shoe_size", "40", "letter-blank-unknown"),
    ("purpose", "our book about survivors of human trafficking", "letter-tells"),
    ("organisation", "Anti-Trafficking Rescue Center", "letter-tells"),
    ("contact", "help@victims.example", "letter-tells"),
    ("contact", "help@stoptrafficking.example", "letter-tells"),
    ("contact", "help@riverhouse.example", None),
    ("support", "Court Case Help", "letter-tells"),
    ("purpose", "для отчёта", "letter-other-script"),
    ("purpose", "เพื่อรายงาน", "letter-other-script"),
    ("purpose", f"a report for {ZAWGYI}", "letter-zawgyi"),
    ("purpose", "a report\nin two lines", "text-steers"),
    ("purpose", "word " * 70, "letter-field-not-usable"),
]


@pytest.mark.parametrize(("blank", "text", "code"), SLIPPED)
def test_a_value_looks_like_what_its_heading_asks_for(officer, blank, text, code):
    order = new(organisation="" if blank == "organisation" else "River House", blanks=BLANKS | {blank: text})
    if code is None:
        assert compose(officer, order)
    else:
        assert codes_against(officer, order) == [code]


def test_a_telephone_number_may_be_written_in_the_digits_of_the_letter(officer):
    assert compose(officer, new(language="km", blanks=BLANKS | {"contact": "១២៣ ៤៥៦ ៧៨៩"}))


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        ("my", ZAWGYI, "letter-zawgyi"),
        ("my", "မောင်မောင်", None),
        ("th", "มาลี", None),
        ("th", "Mali", None),
        ("th", "មាលី", "letter-other-script"),
        ("en", "Rapeeporn Casey", None),
        ("ar", "ناجية", None),
        ("en", "Mali (victim)", "letter-tells"),
        ("th", "มาลี เหยื่อ", "letter-tells"),
        ("en", "081 234 5678", "letter-no-name"),
    ],
)
def test_a_name_is_one_and_tells_nothing(officer, language, name, code):
    order = new(language=language, shown_name=name)
    if code is None:
        assert compose(officer, order)
    else:
        assert codes_against(officer, order) == [code]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"printing": Printing(facing=True)}, "letter-facing-alone"),
        ({"printing": Printing(beside="en")}, "letter-beside-itself"),
        ({"form": "refusal", "facts": Facts(takes_thumbprint=True)}, "letter-fact-not-used"),
        ({"blanks": BLANKS | {"organisation": "Another House"}}, "letter-given-twice"),
        ({"offers": {"L99": ("photo",)}}, "letter-clause-unknown"),
        ({"offers": {"L04": ("painting",)}}, "letter-choice-not-offered"),
        ({"offers": {"L24": ("yes",)}}, "letter-answer-narrowed"),
    ],
)
def test_options_that_contradict_or_would_be_dropped_are_told(officer, changed, code):
    assert code in codes_against(officer, new(**changed))


def test_a_code_that_would_lead_nowhere_is_not_printed(officer, adult):
    order = new(contributor=adult, blanks=BLANKS | {"withdrawal_code": "L-7K3Q-X9MD"})
    assert "letter-code-is-ours" in codes_against(officer, order)


def test_all_that_is_wrong_with_a_letter_is_said_at_once(officer):
    order = with_blanks(until="2570-10-01", contact="Sokha", purpose="for victims")
    with pytest.raises(InvalidInput) as wrong:
        make_letter(officer, order)
    assert wrong.value.code == "order-faults"
    assert [(fault.column, fault.error.code) for fault in wrong.value.faults] == [
        ("until", "letter-day-of-another-era"),
        ("contact", "letter-no-contact"),
        ("purpose", "letter-tells"),
    ]
    assert len(sentence_of_error(wrong.value).splitlines()) == 4


def faults_of(officer, tmp_path, text, **changed):
    roster = tmp_path / "roster.csv"
    roster.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as wrong:
        read_roster(officer, incoming(roster), new(**changed))
    assert wrong.value.code == "roster-faults"
    assert wrong.value.facts["count"] == len(wrong.value.faults)
    return [(fault.row, fault.column, fault.error.code) for fault in wrong.value.faults]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("contributor,shoe-size\nC-1,40\n", [(1, "shoe-size", "roster-column-unknown")]),
        ("until,purpose,until\n2026-12-31,x,2027-01-01\n", [(1, "until", "roster-heading-twice")]),
        ("until,,purpose\n2026-12-31,x,y\n", [(1, None, "roster-heading-missing")]),
        ("purpose\na report, and posters\n", [(2, None, "roster-cells")]),
        ("purpose,until\na report\n", [(2, None, "roster-cells")]),
        # As many cells as headings, and yet each stands under another's.
        ("purpose,support,law\nour report, and posters,Night School\n", [(2, None, "roster-space")]),
        ("contributor\nC-0000-0001\n", [(2, "contributor", "code-misread")]),
        ("language\nshn\n", [(2, "language", "letter-not-in-language")]),
        (
            "language,until,purpose,name\nen,soon,for victims,\n\nen,2027-01-01,fine,\nen,2570-01-01,7,7\n",
            [
                (2, "until", "letter-day-malformed"),
                (2, "purpose", "letter-tells"),
                (5, "until", "letter-day-of-another-era"),
                (5, "purpose", "letter-no-words"),
                (5, "name", "letter-no-name"),
            ],
        ),
        (f"language,name\nmy,{ZAWGYI}\n", [(2, "name", "letter-zawgyi")]),
    ],
)
def test_all_faults_of_all_rows_are_said_at_once_with_row_and_column(officer, tmp_path, text, faults):
    assert faults_of(officer, tmp_path, text) == faults


def test_a_quotation_mark_that_is_never_closed_takes_no_row_away(officer, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text('purpose,until\n"a report,2027-01-01\na poster,2027-01-01\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as wrong:
        read_roster(officer, incoming(roster), new())
    assert wrong.value.code == "roster-unreadable"


def test_a_row_that_stands_twice_is_told(officer, adult, tmp_path):
    assert faults_of(officer, tmp_path, f"contributor\n{adult}\n{adult}\n") == [(3, None, "roster-row-twice")]


def test_where_one_row_cannot_be_printed_no_letter_is_made(officer, adult, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,purpose\n{adult},a book\n,a report \U0001f9ff\n", encoding="utf-8")
    rows = read_roster(officer, incoming(roster), new())
    before = list_letters(officer)
    with pytest.raises(InvalidInput) as wrong:
        make_letters(officer, rows)
    assert [(fault.row, fault.error.code) for fault in wrong.value.faults] == [(3, "glyph-missing")]
    assert list_letters(officer) == before


def test_letters_of_one_roster_have_one_code_to_stop_for_a_person_and_story(officer, tmp_path):
    person = add_contributor(
        officer, NewContributor(language="th", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    )
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,language\n{person.code},en\n{person.code},th\n", encoding="utf-8")
    first, second = make_letters(officer, read_roster(officer, incoming(roster), new()))
    assert first.letter.id in second.paper.model_dump_json()
