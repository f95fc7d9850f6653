"""Signed letters are taken in, matched, read as a suggestion, and kept as a person confirmed them."""

import shutil
from types import SimpleNamespace

import pytest
from making_documents import docx
from PIL import Image
from signed_letters_made import confirm, look_at_pages, photographed, signed

from consentkit.domain.consents import Appearance, Audience, Decision, Medium, Method, Scope
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import Showing
from consentkit.domain.letters.records import Ink, ReleaseContent, ReturnNote, TickState
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.consents.papers import methods_of
from consentkit.usecases.letters.letters import list_letters_to_confirm, make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import letter_pdf
from consentkit.usecases.letters.releases import (
    confirm_release,
    correct_release,
    get_release,
    may_be_corrected,
    open_release,
    unopened_pages,
)
from consentkit.usecases.letters.returns import (
    list_loose_pages,
    match_page,
    pages_of_letter,
    set_page_aside,
    suggested_signing,
    suggested_ticks,
    take_letters_in,
    tick_boxes_of,
)
from consentkit.usecases.letters.showings import show_page
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.stories.stories import add_story, put_contributor

TICKED = frozenset({"L04.words", "L05.face-hidden", "L06.none", "L08.website", "L24.yes", "L25.given"})


@pytest.fixture(scope="module")
def _base(make_workspace, tmp_path_factory, opened_once):
    """A workspace with a letter of one person for one story, and its photographs; made once."""
    folder = make_workspace(tmp_path_factory.mktemp("returned"))
    blanks = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
    with opened_once(folder) as open_as:
        officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
        new = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
        person = add_contributor(officer, new).code
        story = add_story(officer, "A year at the school").id
        put_contributor(officer, story, person)
        order = NewLetter(
            form="adult", language="th", contributor=person, story=story, organisation="River House",
            blanks=blanks,
        )  # fmt: skip
        made = make_letter(volunteer, order)
        # One lies on its side.
        pages = zip(signed(volunteer, made, TICKED), (3, 94), strict=True)
        photographs = [photographed(page, degrees=degrees) for page, degrees in pages]
    return SimpleNamespace(folder=folder, person=person, story=story, made=made, photographs=photographs)


@pytest.fixture
def workspace_folder(_base, tmp_path):
    return shutil.copytree(_base.folder, tmp_path / "workspace")


@pytest.fixture
def volunteer(open_as):
    return open_as("volunteer-1")


@pytest.fixture
def person(_base):
    return _base.person


@pytest.fixture
def story(_base):
    return _base.story


@pytest.fixture
def made(_base):
    return _base.made


@pytest.fixture
def files(_base, tmp_path):
    """Photographs of both pages."""
    paths = []
    for number, photograph in enumerate(_base.photographs):
        paths.append(tmp_path / f"photo-{number}.jpg")
        paths[-1].write_bytes(photograph)
    return paths


def take_in(workspace, files):
    return take_letters_in(workspace, list(map(incoming, files)))


def scope(**changed):
    fields = {
        "media": {Medium.WORDS},
        "appearance": Appearance.FACE_HIDDEN,
        "channels": {Channel.WEBSITE},
        "audiences": {Audience.PUBLIC},
        "places": {"worldwide"},
        "until": "2027-05-03",
    }
    return Scope(**(fields | changed))


def answer(officer, made, **changed):
    fields = {
        "contributor": made.letter.contributor,
        "story": made.letter.story,
        "decision": Decision.YES,
        "scope": scope(),
        "given_on": officer.today,
        "language": "th",
        "letter": made.letter.id,
    }
    return NewConsent(**(fields | changed))


def test_a_page_that_came_after_somebody_looked_is_not_confirmed_unseen(volunteer, made, files, nothing_kept):
    take_in(volunteer, files)
    look_at_pages(volunteer, made.letter.id)
    seen = pages_of_letter(volunteer, made.letter.id)
    take_in(volunteer, [_darker(files[0])])
    with nothing_kept(Conflict, "record-changed"):
        confirm_release(volunteer, made.letter.id, TICKED, seen=seen)
    # Who does not say what was before them has not opened it either.
    with nothing_kept(Refused, "letter-pages-not-opened"):
        confirm_release(volunteer, made.letter.id, TICKED)
    now = pages_of_letter(volunteer, made.letter.id)
    assert len(now) == len(seen) + 1
    confirm(volunteer, made.letter.id, TICKED, seen=now)


def test_nobody_confirms_a_page_that_they_did_not_open(volunteer, open_as, made, files, nothing_kept):
    take_in(volunteer, files)
    first, second = pages_of_letter(volunteer, made.letter.id)
    show_page(volunteer, first.id, Showing.SHOWN)
    assert unopened_pages(volunteer, made.letter.id) == (second,)
    with nothing_kept(Refused, "letter-pages-not-opened"):
        confirm_release(volunteer, made.letter.id, TICKED)
    show_page(volunteer, second.id, Showing.SHOWN)
    # That another opened them says nothing of who confirms, also of who corrects.
    with nothing_kept(Refused, "letter-pages-not-opened"):
        confirm_release(open_as("officer-1"), made.letter.id, TICKED)
    confirm_release(volunteer, made.letter.id, TICKED)
    with nothing_kept(Refused, "letter-pages-not-opened"):
        correct_release(open_as("officer-1"), made.letter.id, TICKED)


def _darker(file):
    """The same page once more, as another file."""
    path = file.with_name("again.jpg")
    with Image.open(file) as picture:
        picture.point(lambda value: int(value * 0.97)).save(path, quality=95)
    return path


@pytest.mark.parametrize(
    ("field", "seen"),
    [
        (b"/V /Yes /AS /Yes", TickState.TICKED),
        pytest.param(b"/V /Off /AS /Off", TickState.EMPTY, marks=pytest.mark.slow),
        # A telephone that sets the value alone, and one that draws alone.
        pytest.param(b"/V /Yes /AS /Off", TickState.UNSURE, marks=pytest.mark.slow),
        (b"/V /Off /AS /Yes", TickState.UNSURE),
    ],
)
def test_a_box_that_a_telephone_filled_in_by_halves_is_unclear(volunteer, made, tmp_path, field, seen):
    filled = _filled_in(letter_pdf(volunteer, made.paper), field)
    (tmp_path / "filled.pdf").write_bytes(filled)
    take_in(volunteer, [tmp_path / "filled.pdf"])
    suggested = suggested_ticks(volunteer, made.letter.id)
    assert suggested["L24.yes"] is seen
    assert suggested["L24.no"] is TickState.EMPTY


def _filled_in(pdf, field):
    """Change one box of a letter's PDF as a program on a telephone does."""
    before, box, after = pdf.partition(b"/T (L24-yes)")
    assert box
    return before + box + after.replace(b"/V /Off /AS /Off", field, 1)


def test_photographs_are_matched_and_their_boxes_read_as_a_suggestion(volunteer, made, files, last_event):
    taken = take_in(volunteer, files)
    assert [(page.letter, page.page, page.pages) for one in taken for page in one.pages] == [
        (made.letter.id, 1, 2),
        (made.letter.id, 2, 2),
    ]
    assert last_event()[0] == "page-taken-in"
    seen = suggested_ticks(volunteer, made.letter.id)
    assert {box for box, state in seen.items() if state is TickState.TICKED} == TICKED
    assert set(seen) == set(tick_boxes_of(made.paper))
    assert list_letters_to_confirm(volunteer) == (made.letter,)
    assert [need.code for need in needs_of(volunteer)] == [NeedCode.LETTER_TO_CONFIRM]
    assert show_page(volunteer, taken[0].pages[0].id, Showing.SHOWN)[:2] == b"\xff\xd8"


@pytest.mark.slow
def test_a_box_on_which_two_photographs_disagree_is_unsure(volunteer, made, files, tmp_path):
    """Nobody's yes is suggested by the luckier picture, whichever was taken in last."""
    other = tmp_path / "again.jpg"
    fewer, more = TICKED - {"L04.words"}, {"L04.photo"}
    other.write_bytes(photographed(signed(volunteer, made, fewer | more)[0], degrees=3))
    take_in(volunteer, [files[0], other])
    seen = suggested_ticks(volunteer, made.letter.id)
    assert {box for box, state in seen.items() if state is TickState.UNSURE} >= {"L04.words", *more}
    first = {box for page in pages_of_letter(volunteer, made.letter.id)[:1] for box in page.ticks}
    assert first >= {"L04.words", *more}
    assert {box for box in first if seen[box] is TickState.TICKED} == (TICKED & first) - {"L04.words"}


def test_what_a_person_confirms_becomes_the_release_with_the_letters_exact_words(
    volunteer, made, files, last_event
):
    take_in(volunteer, files)
    release = confirm(volunteer, made.letter.id, TICKED)
    assert last_event() == ("release-confirmed", "volunteer-1", made.letter.id)
    content = open_release(volunteer, made.letter.id)
    assert content.paper == made.paper
    assert content.letter.digest == content.paper.digest
    assert [page.page for page in content.pages] == [1, 2]
    assert set(release.ticked) == TICKED
    assert list_letters_to_confirm(volunteer) == ()
    with pytest.raises(Conflict):
        confirm(volunteer, made.letter.id, frozenset())


@pytest.mark.slow
def test_a_page_that_is_missing_is_asked_for(volunteer, made, files):
    take_in(volunteer, files[:1])
    with pytest.raises(Refused) as missing:
        confirm(volunteer, made.letter.id, TICKED)
    assert (missing.value.code, missing.value.facts["missing"]) == ("letter-pages-missing", ("2",))


def test_a_consent_says_no_more_than_the_letter_which_answers_what_it_says(
    open_as, volunteer, made, files, nothing_kept
):
    officer = open_as("officer-1")
    with pytest.raises(NotFound):
        record_consent(officer, answer(officer, made))
    # The same paper given as a file binds nobody: it is taken in first, here and within a document.
    for release in (files[1].read_bytes(), docx([files[1].read_bytes()])):
        with nothing_kept(Conflict, "release-is-letter"):
            record_consent(officer, answer(officer, made, letter=None, release=release))
    take_in(volunteer, files)
    confirm(volunteer, made.letter.id, TICKED)
    for changed in (
        {"scope": scope(channels={Channel.SOCIAL})},
        {"scope": scope(media={Medium.PHOTO})},
        {"scope": scope(appearance=Appearance.FACE_SHOWN)},
    ):
        with pytest.raises(InvalidInput) as beyond:
            record_consent(officer, answer(officer, made, **changed))
        assert beyond.value.code == "scope-beyond-letter"
    # The letter asks for the person's own signature: nobody answered for them, and it was not only spoken.
    guardian = add_guardian(officer, made.letter.contributor, GuardianLink.PARENT).code
    for changed, said in (
        ({"guardian": guardian}, "given_by"),
        ({"method": Method.SPOKEN, "witness": "witness-9"}, "method"),
    ):
        with pytest.raises(InvalidInput) as beyond:
            record_consent(officer, answer(officer, made, **changed))
        assert (beyond.value.code, beyond.value.facts["beyond"]) == ("scope-beyond-letter", (said,))
    consent = record_consent(officer, answer(officer, made))
    assert consent.release == get_release(officer, made.letter.id).file
    asked = list_questions(officer, made.letter.story, Channel.WEBSITE)
    by_letter = {
        one.question.id: one.state.evidence for one in asked if one.is_answered and one.answers == ()
    }
    letter = made.letter.id
    assert {i: said for i, (said,) in by_letter.items() if said.startswith("letter")} == {
        "1.3a": f"letter: {letter} L05",
        "1.3b": f"letter: {letter} L03",
        "1.3d": f"letter: {letter} L25",
        "4.1b": f"letter: {letter} L23",
        "4.1d": f"letter: {letter} L11",
    }, "4.1a is asked: it is in another language than the person speaks best"


@pytest.mark.parametrize(
    ("form", "methods"),
    [
        ("verbal", (Method.SPOKEN,)),
        ("adult", (Method.WRITTEN, Method.MARK)),
        ("pictures", (Method.WRITTEN, Method.MARK)),
    ],
)
def test_how_it_was_answered_is_what_the_paper_has_room_for(volunteer, person, story, form, methods):
    blanks = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
    new = NewLetter(form=form, language="en", contributor=person, story=story, blanks=blanks)
    made = make_letter(volunteer, new)
    signed_letter = ReleaseContent(
        letter=made.letter, paper=made.paper, pages=(), ticked=(), confirmed_on=volunteer.today,
        confirmed_by="volunteer-1",
    )  # fmt: skip
    assert methods_of(signed_letter) == methods


@pytest.mark.slow
def test_a_letter_of_another_person_carries_no_consent(open_as, volunteer, made, files):
    officer = open_as("officer-1")
    new = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    other = add_contributor(officer, new).code
    take_in(volunteer, files)
    confirm(volunteer, made.letter.id, TICKED)
    with pytest.raises(Conflict) as another:
        record_consent(officer, answer(officer, made, contributor=other))
    assert another.value.code == "letter-not-of-consent"


@pytest.mark.slow
def test_what_matches_nothing_is_kept_listed_and_matched_by_hand(
    volunteer, made, portrait, last_event, open_as
):
    taken = take_in(volunteer, [portrait])
    (page,) = taken[0].pages
    assert (page.letter, page.notes[0]) == (None, ReturnNote.NO_CODE)
    assert list_loose_pages(volunteer) == (page,)
    for number in (0, 3):
        with pytest.raises(InvalidInput) as refused:
            match_page(volunteer, page.id, made.letter.id, number)
        assert (refused.value.code, refused.value.facts) == ("letter-page-number", {"pages": 2})
    matched = match_page(volunteer, page.id, made.letter.id, 2)
    assert (matched.letter, matched.page, matched.pages) == (made.letter.id, 2, 2)
    assert last_event() == ("page-matched", "volunteer-1", page.id)
    assert read_audit(open_as("auditor-1"), limit=1)[0].body == {"letter": made.letter.id, "number": 2}
    _is_settled(page.id, lambda: match_page(volunteer, page.id, made.letter.id, 1))
    assert list_loose_pages(volunteer) == ()
    assert [one.id for one in pages_of_letter(volunteer, made.letter.id)] == [page.id]
    # Nobody read its boxes, so nothing is suggested for them.
    assert suggested_ticks(volunteer, made.letter.id)["L24.yes"] is TickState.UNSURE
    assert set(suggested_signing(volunteer, made.letter.id).values()) == {Ink.NOT_LOOKED}
    assert not may_be_corrected(volunteer, made.letter.id), "nobody confirmed it"
    set_page_aside(volunteer, page.id)
    assert pages_of_letter(volunteer, made.letter.id) == ()
    _is_settled(page.id, lambda: set_page_aside(volunteer, page.id))
    _is_settled(page.id, lambda: match_page(volunteer, page.id, made.letter.id, 1))


def _is_settled(page, act):
    with pytest.raises(Conflict) as refused:
        act()
    assert (refused.value.code, refused.value.facts) == ("page-settled", {"page": page})


@pytest.mark.slow
def test_one_file_is_taken_in_once(volunteer, files):
    take_in(volunteer, files[:1])
    (again,) = take_in(volunteer, files[:1])
    assert again.error.code == "letter-file-known"


@pytest.mark.slow
def test_a_file_that_cannot_be_opened_keeps_no_other_out(volunteer, files, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    taken = take_in(volunteer, [broken, tmp_path / "absent.jpg", files[0]])
    assert [one.error.code if one.error else None for one in taken] == [
        "document-damaged",
        "file-not-found",
        None,
    ]


@pytest.mark.slow
def test_a_letter_of_other_records_is_kept_and_belongs_to_none(volunteer, files, made):
    # As if the paper came from another organisation: the same code is not among the records.
    with volunteer.records.db.writing():
        volunteer.records.db.execute("UPDATE letters SET form_version = 9 WHERE id = ?", [made.letter.id])
    (taken,) = take_in(volunteer, files[:1])
    assert (taken.pages[0].letter, taken.pages[0].notes[0]) == (None, ReturnNote.LETTER_UNKNOWN)


@pytest.mark.slow
def test_a_box_that_the_letter_does_not_have_is_not_confirmed(volunteer, made, files):
    take_in(volunteer, files)
    with pytest.raises(InvalidInput) as unknown:
        confirm(volunteer, made.letter.id, frozenset({"L99.all"}))
    assert unknown.value.code == "letter-box-unknown"


@pytest.mark.slow
def test_a_yes_and_a_no_under_one_picture_are_read_apart(volunteer, person, tmp_path):
    blanks = {"purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100"}
    new = NewLetter(form="pictures", language="th", contributor=person, organisation="Home", blanks=blanks)
    made = make_letter(volunteer, new)
    ticked = {"L04.photo.yes", "L04.voice.no", "L05.none.no", "L05.back.yes"}
    first = tmp_path / "photo.jpg"
    first.write_bytes(photographed(signed(volunteer, made, ticked)[0], degrees=2))
    take_in(volunteer, [first])
    suggested = pages_of_letter(volunteer, made.letter.id)[0].ticks
    assert {box for box, state in suggested.items() if state is not TickState.EMPTY} == ticked
    assert {suggested[box] for box in ticked} == {TickState.TICKED}
