"""Letters are made, printed again as they were, batched, reviewed and set aside, each with its event."""

import pytest

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused, Stopped
from consentkit.domain.letters.letters import Facts, TranslationStatus
from consentkit.domain.letters.records import Printing
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.progress import Cancelled
from consentkit.pages.files import incoming
from consentkit.usecases.letters.batches import make_letters, read_roster
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.forms import forms_of, review_wording
from consentkit.usecases.letters.letters import find_made, list_letters, make_letter, set_letter_aside
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_page, letter_pdf, letter_speech, open_letter
from consentkit.usecases.people.contributors import NewContributor, add_contributor

BLANKS = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}


def new(**changed):
    return NewLetter(
        **({"form": "adult", "language": "en", "organisation": "River House", "blanks": BLANKS} | changed)
    )


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def adult(officer):
    person = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    return add_contributor(officer, person).code


@pytest.fixture
def child(officer):
    person = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
    return add_contributor(officer, person).code


def test_a_letter_is_made_with_a_code_and_its_event(officer, adult, last_event):
    made = make_letter(officer, new(contributor=adult))
    assert made.letter.id.startswith("L-")
    assert made.paper.text.id == made.letter.id
    assert last_event() == ("letter-made", "officer-1", made.letter.id)
    assert list_letters(officer, only_out=True) == (made.letter,)


def test_it_is_printed_again_exactly_as_it_was(officer, adult):
    made = make_letter(officer, new(contributor=adult, language="my"))
    again = open_letter(officer, made.letter.id)
    assert again.paper == made.paper
    assert again.paper.digest == made.letter.digest
    first, second = letter_pdf(officer, made.paper), letter_pdf(officer, again.paper)
    assert first == second
    assert first.startswith(b"%PDF-")


def test_its_own_code_is_what_the_holder_names_to_stop(officer, adult):
    made = make_letter(officer, new(contributor=adult))
    assert made.letter.id in letter_speech(made.paper)


def test_the_records_hold_no_name_that_the_paper_shows(officer, adult):
    make_letter(officer, new(contributor=adult, shown_name="Invented Person"))
    rows = list(officer.records.db.query("SELECT * FROM letters")) + list(
        officer.records.db.query("SELECT * FROM audit")
    )
    assert "Invented Person" not in str(rows)


def test_a_volunteer_makes_letters_and_reads_nothing_else(open_as, adult):
    volunteer = open_as("volunteer-1")
    made = make_letter(volunteer, new(contributor=adult))
    assert letter_page(volunteer, made.paper).startswith("<!doctype html>")


def test_an_auditor_makes_none(open_as, adult):
    with pytest.raises(Refused):
        make_letter(open_as("auditor-1"), new(contributor=adult))


def test_the_adults_form_is_not_made_for_a_child(officer, child):
    with pytest.raises(Refused) as refused:
        make_letter(officer, new(contributor=child))
    assert refused.value.code == "form-for-adults"
    blanks = BLANKS | {"child_age": "12", "majority_on": "2033-01-01"}
    assert (
        make_letter(officer, new(form="guardian", contributor=child, blanks=blanks)).letter.form == "guardian"
    )


def test_only_safeguarding_offers_a_shown_face(officer, open_as, adult):
    asked = new(contributor=adult, facts=Facts(shows_face=True))
    with pytest.raises(Refused) as refused:
        make_letter(officer, asked)
    assert refused.value.code == "offer-needs-safeguarding"
    made = make_letter(open_as("safeguarding-1"), asked)
    assert "L05.face-shown" in str(made.paper.text.blocks)


def test_a_letter_in_a_language_that_is_not_whole_is_not_made(officer):
    with pytest.raises(NotFound) as unknown:
        compose(officer, new(language="shn"))
    assert unknown.value.code == "letter-not-in-language"


def test_a_letter_that_cannot_be_printed_is_not_made(officer, adult):
    with pytest.raises(InvalidInput) as missing:
        make_letter(officer, new(contributor=adult, blanks=BLANKS | {"purpose": "a report \U0001f9ff"}))
    assert missing.value.code == "glyph-missing"
    assert list_letters(officer) == ()


def test_a_missing_blank_is_told(officer):
    with pytest.raises(InvalidInput) as missing:
        compose(officer, new(blanks=BLANKS | {"contact": " "}))
    assert missing.value.code == "letter-blank-missing"


def test_two_languages_stand_side_by_side(officer, adult):
    asked = new(contributor=adult, language="th", printing=Printing(beside="en"))
    made = make_letter(officer, asked)
    assert [block.kind for block in made.paper.text.blocks] == [
        block.kind for block in made.paper.beside.blocks
    ]


def test_a_reviewed_language_prints_without_the_mark_until_its_words_change(officer, open_as, last_event):
    manager = open_as("manager-1")
    assert compose(officer, new(language="th")).text.draft_mark
    review_wording(manager, "th", is_approved=True, reviewer="somchai-1")
    assert last_event() == ("wording-reviewed", "manager-1", "th")
    assert compose(officer, new(language="th")).text.draft_mark is None
    assert compose(officer, new(language="my")).text.draft_mark
    # The organisation's own file has other words, which nobody has reviewed.
    own = officer.folders.forms / "clauses"
    own.mkdir(parents=True)
    shipped = next(w for w in forms_of(officer).wordings if w.language == "th")
    assert shipped.status is TranslationStatus.APPROVED
    from consentkit.catalogue.shipped import forms_folder

    text = (forms_folder() / "clauses" / "th.toml").read_text(encoding="utf-8")
    (own / "th.toml").write_text(text + "\n# changed\n", encoding="utf-8")
    assert compose(officer, new(language="th")).text.draft_mark


def test_a_review_can_be_taken_back(open_as, officer):
    manager = open_as("manager-1")
    review_wording(manager, "th", is_approved=True, reviewer="somchai-1")
    review_wording(manager, "th", is_approved=False, reviewer="somchai-1")
    assert compose(officer, new(language="th")).text.draft_mark


def test_an_officer_may_not_review(officer):
    with pytest.raises(Refused):
        review_wording(officer, "th", is_approved=True, reviewer="somchai-1")


def test_a_letter_is_set_aside_once(officer, adult, last_event):
    made = make_letter(officer, new(contributor=adult))
    set_letter_aside(officer, made.letter.id)
    assert last_event()[0] == "letter-set-aside"
    assert list_letters(officer, only_out=True) == ()
    with pytest.raises(Conflict):
        set_letter_aside(officer, made.letter.id)


def test_a_roster_makes_a_letter_a_row_and_makes_none_of_them_twice(officer, adult, tmp_path):
    other = add_contributor(
        officer, NewContributor(language="th", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    )
    roster = tmp_path / "roster.csv"
    roster.write_text(
        f"contributor;language;purpose\n{adult};my;a poster\n\n{other.code};th;\n\n", encoding="utf-8-sig"
    )
    rows = read_roster(officer, incoming(roster), new())
    wanted = [row.letter for row in rows]
    assert [(w.contributor, w.language, w.blanks["purpose"]) for w in wanted] == [
        (adult, "my", "a poster"),
        (other.code, "th", "our yearly report"),
    ]
    # As a spreadsheet counts them: the third line is empty.
    assert [row.number for row in rows] == [2, 4]

    def stop_after_one(step):
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Stopped):
        make_letters(officer, rows, watch=stop_after_one)
    assert list_letters(officer) == ()
    made = make_letters(officer, rows)
    assert make_letters(officer, rows) == made
    assert len(list_letters(officer)) == len(made) == 2
    assert find_made(officer, wanted[0]) == made[0]


@pytest.mark.parametrize("text", ["", "contributor\n", "\n\n"])
def test_an_empty_roster_is_told(officer, tmp_path, text):
    roster = tmp_path / "roster.csv"
    roster.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as wrong:
        read_roster(officer, incoming(roster), new())
    assert wrong.value.code == "roster-empty"
