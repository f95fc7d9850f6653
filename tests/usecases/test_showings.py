"""Nobody sees a face or a name that is not theirs, and every look is recorded before it is had."""

from dataclasses import replace

import pytest
from filming import empty, film

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.events import EventName, Showing
from consentkit.domain.letters.records import ReturnedPage
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.contact_sheets import SheetKind
from consentkit.domain.pictures.images import Box, BoxKind, Detection
from consentkit.domain.roles import Actor, Role
from consentkit.pages.files import incoming
from consentkit.store.pictures.images import faces, images
from consentkit.usecases.letters.letters import list_letters, make_letter, set_letter_aside
from consentkit.usecases.letters.lists import (
    count_listed_letters,
    letters_for,
    look_at_letter,
    page_listed_letters,
    preview_page,
)
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.releases import get_release
from consentkit.usecases.letters.returns import (
    get_page,
    list_loose_pages,
    match_page,
    pages_of_letter,
    take_letters_in,
)
from consentkit.usecases.letters.showings import (
    give_letters,
    record_letters_shown,
    show_letter,
    show_page,
    who_may_print,
)
from consentkit.usecases.office.actors import remove_actor
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.contact_sheets import report_images
from consentkit.usecases.pictures.faces import add_face, faces_of
from consentkit.usecases.pictures.images import images_of, mark_picture
from consentkit.usecases.pictures.leaks import list_leaks
from consentkit.usecases.pictures.public_copies import show_public_copy
from consentkit.usecases.pictures.states import (
    get_image_state,
    list_image_states,
    preview_image,
    preview_public_copy,
)
from consentkit.usecases.videos.copies import show_video_copy
from consentkit.usecases.videos.videos import add_video, mark_video

NAME = "Zylphara Quorwen"
SHOWN = {"how": "shown"}


@pytest.fixture
def workspace_folder(cleared_folder):
    """The portrait has been scanned in another story."""
    return cleared_folder


@pytest.fixture
def picture(case, portrait):
    return case.picture(portrait)


@pytest.fixture
def video(case, tmp_path):
    file = tmp_path / "visit.mp4"
    file.write_bytes(film(empty(3)))
    return add_video(case.officer, case.story, incoming(file)).id


def letter_by(workspace, person):
    blanks = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
    new = NewLetter(form="adult", language="km", contributor=person, blanks=blanks, shown_name=NAME)
    return make_letter(workspace, new).letter.id


@pytest.fixture
def person(open_as):
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    return add_contributor(open_as("officer-1"), adult).code


def page_by(workspace, portrait) -> ReturnedPage:
    return take_letters_in(workspace, [incoming(portrait)])[0].pages[0]


def small(size_px):
    return 20, 20


LOOKS = {
    "viewer": (lambda w, of: mark_picture(w, of["image"]), "image", SHOWN),
    "file": (lambda w, of: mark_picture(w, of["image"], Showing.EXPORTED), "image", {"how": "exported"}),
    "preview": (lambda w, of: preview_image(w, of["image"], width_px=20, height_px=20), "image", SHOWN),
    "sheet": (
        lambda w, of: report_images(w, of["story"], SheetKind.HTML),
        "story",
        {"how": "exported", "uncovered": False},
    ),
    "sheet-uncovered": (
        lambda w, of: report_images(w, of["story"], SheetKind.HTML, is_uncovered=True),
        "story",
        {"how": "exported", "uncovered": True},
    ),
    "leaks": (lambda w, of: list_leaks(w, of["image"]), "image", SHOWN),
}


@pytest.fixture
def shown(case, picture):
    """The codes of what is looked at."""
    return {"image": picture, "story": case.story}


def _seen(events):
    """The looks at pictures and videos; that at the consent's signed file was before."""
    return [event for event in events("original-shown") if not event.subject.startswith("K-")]


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_at_a_picture_is_recorded_once(look, case, shown, events):
    deed, subject, body = LOOKS[look]
    deed(case.officer, shown)
    (event,) = _seen(events)
    assert (event.actor, event.subject, event.body) == ("officer-1", shown[subject], body)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("handle", ["auditor-1", "volunteer-1"])
def test_auditors_and_volunteers_see_no_face(look, handle, shown, open_as, nothing_kept):
    with nothing_kept(Refused, "role-may-not"):
        LOOKS[look][0](open_as(handle), shown)


@pytest.mark.parametrize("handle", ["auditor-1", "volunteer-1"])
def test_nor_do_they_see_one_in_a_video_or_in_a_public_copy(handle, picture, video, open_as, nothing_kept):
    reader = open_as(handle)
    for deed in (
        lambda: mark_video(reader, video),
        lambda: show_video_copy(reader, video),
        lambda: show_public_copy(reader, picture),
        lambda: preview_public_copy(reader, picture, width_px=20, height_px=20),
    ):
        with nothing_kept(Refused, "role-may-not"):
            deed()


def test_a_video_that_is_shown_is_recorded(case, video, events):
    mark_video(case.officer, video, Showing.EXPORTED)
    (event,) = _seen(events)
    assert (event.subject, event.body) == (video, {"how": "exported"})


@pytest.mark.parametrize("handle", ["officer-1", "manager-1", "safeguarding-1"])
def test_a_letter_is_read_by_whose_work_it_is_and_recorded(handle, open_as, person, events):
    letter = letter_by(open_as("officer-1"), person)
    assert NAME in show_letter(open_as(handle), letter, Showing.SHOWN).paper.model_dump_json()
    (event,) = events("letter-shown")
    assert (event.actor, event.subject, event.body) == (handle, letter, SHOWN)


def test_an_auditor_reads_no_letter_and_no_signed_page(open_as, person, portrait, nothing_kept):
    auditor = open_as("auditor-1")
    letter, page = letter_by(open_as("officer-1"), person), page_by(open_as("officer-1"), portrait)
    for deed in (
        lambda: show_letter(auditor, letter, Showing.SHOWN),
        lambda: show_page(auditor, page.id, Showing.EXPORTED),
        lambda: preview_page(auditor, page.id, small),
    ):
        with nothing_kept(Refused, "role-may-not"):
            deed()


def test_a_volunteer_sees_their_own_letters_and_pages_and_no_others(open_as, person, portrait, nothing_kept):
    officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
    theirs, own = letter_by(officer, person), letter_by(volunteer, person)
    assert show_letter(volunteer, own, Showing.EXPORTED).letter.id == own
    with nothing_kept(Refused, "letter-not-yours"):
        show_letter(volunteer, theirs, Showing.SHOWN)
    page = page_by(officer, portrait)
    for deed in (show_page, lambda w, p, _how: preview_page(w, p, small)):
        with nothing_kept(Refused, "letter-not-yours"):
            deed(volunteer, page.id, Showing.SHOWN)
    match_page(officer, page.id, theirs, 1)
    with nothing_kept(Refused, "letter-not-yours"):
        show_page(volunteer, page.id, Showing.SHOWN)


def test_a_letter_of_which_a_volunteer_took_a_page_in_is_in_their_hands(
    open_as, person, portrait, other_portrait
):
    officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
    letter = letter_by(officer, person)
    page = page_by(volunteer, portrait)
    assert show_page(volunteer, page.id, Showing.SHOWN)
    match_page(volunteer, page.id, letter, 1)
    assert show_letter(volunteer, letter, Showing.SHOWN).letter.id == letter
    others = page_by(officer, other_portrait)
    match_page(officer, others.id, letter, 2)
    assert show_page(volunteer, others.id, Showing.SHOWN)


def test_an_auditor_who_also_volunteers_sees_a_volunteers_part(open_as, person, add_settled):
    both = Actor(handle="both-1", roles=frozenset({Role.VOLUNTEER, Role.AUDITOR}))
    add_settled(open_as("manager-1"), both)
    letter = letter_by(open_as("officer-1"), person)
    with pytest.raises(Refused, match="letter-not-yours"):
        show_letter(open_as("both-1"), letter, Showing.SHOWN)


def test_every_letter_of_a_batch_that_is_written_is_recorded(open_as, person, events):
    officer = open_as("officer-1")
    ids = [letter_by(officer, person) for _ in range(3)]
    made = [show_letter(officer, one, Showing.SHOWN) for one in ids]
    record_letters_shown(officer, made, Showing.EXPORTED)
    written = [event.subject for event in events("letter-shown") if event.body == {"how": "exported"}]
    assert sorted(written) == sorted(ids)


def test_no_event_of_a_look_holds_a_name(open_as, person, events):
    officer = open_as("officer-1")
    show_letter(officer, letter_by(officer, person), Showing.SHOWN)
    assert all(NAME not in event.model_dump_json() for event in events())


def test_who_was_removed_sees_nothing_more_though_their_workspace_is_open(open_as, case, picture, person):
    officer = open_as("officer-1")
    letter = letter_by(officer, person)
    remove_actor(open_as("manager-1"), "officer-1")
    for look in (lambda: mark_picture(officer, picture), lambda: show_letter(officer, letter, Showing.SHOWN)):
        with pytest.raises(Refused, match="roles-disagree"):
            look()


def test_a_volunteer_prints_the_letters_that_were_given_to_them_and_no_other(
    open_as, person, events, nothing_kept
):
    officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
    theirs, other = letter_by(officer, person), letter_by(officer, person)
    with nothing_kept(Refused, "letter-not-yours"):
        show_letter(volunteer, theirs, Showing.EXPORTED)
    give_letters(officer, [theirs], "volunteer-1")
    (event,) = events("letter-given")
    assert (event.actor, event.subject, event.body) == ("officer-1", theirs, {"to": "volunteer-1"})
    assert [one.id for one in letters_for(volunteer)] == [theirs]
    assert count_listed_letters(volunteer, given_to="volunteer-1") == 1
    assert NAME in show_letter(volunteer, theirs, Showing.EXPORTED).paper.model_dump_json()
    with nothing_kept(Refused, "letter-not-yours"):
        show_letter(volunteer, other, Showing.EXPORTED)
    with nothing_kept(Conflict, "letter-given-already"):
        give_letters(officer, [other, theirs], "volunteer-1")
    # Another prints it now.
    give_letters(officer, [theirs], "officer-1")
    with nothing_kept(Refused, "letter-not-yours"):
        show_letter(volunteer, theirs, Showing.EXPORTED)
    assert letters_for(volunteer) == ()


def test_letters_are_given_by_who_sees_them_to_who_prints_them(open_as, person, nothing_kept):
    officer = open_as("officer-1")
    letter = letter_by(officer, person)
    for handle in ("volunteer-1", "auditor-1"):
        with nothing_kept(Refused, "role-may-not"):
            give_letters(open_as(handle), [letter], handle)
    assert "auditor-1" not in who_may_print(officer)
    with nothing_kept(Refused, "letter-not-for"):
        give_letters(officer, [letter], "auditor-1")
    take_back = set_letter_aside(officer, letter).id
    with nothing_kept(Conflict, "letter-not-out"):
        give_letters(officer, [take_back], "volunteer-1")


def test_no_role_that_nobody_named_reads_letters(open_as, person, portrait):
    officer = open_as("officer-1")
    letter, page = letter_by(officer, person), page_by(officer, portrait).id
    nobody = replace(officer, actor=Actor(handle="officer-1", roles=frozenset()))
    for question in (
        lambda: count_listed_letters(nobody),
        lambda: page_listed_letters(nobody, None, "", 0, 9),
        lambda: look_at_letter(nobody, letter),
        lambda: letters_for(nobody),
        lambda: who_may_print(nobody),
        lambda: list_letters(nobody),
        lambda: list_loose_pages(nobody),
        lambda: pages_of_letter(nobody, letter),
        lambda: get_page(nobody, page),
        lambda: get_release(nobody, letter),
    ):
        with pytest.raises(Refused, match="role-may-not-read"):
            question()


NAME_TAG = Box(left=20, top=300, right=90, bottom=330)


def test_words_read_in_a_picture_are_for_who_may_see_it(case, picture, open_as, clock):
    found = images.get(case.officer.records.db, picture)
    tag = Detection(
        box=NAME_TAG, score=0.9, detector="rapidocr", kind=BoxKind.TEXT, reads=NAME, reads_score=0.9
    )
    scan = found.scan.model_copy(update={"detections": (*found.scan.detections, tag)})
    drawn = add_face(case.officer, picture, NAME_TAG, kind=BoxKind.TEXT)
    with case.officer.records.transaction(case.officer.actor, clock) as transaction:
        images.update(transaction.db, found.model_copy(update={"scan": scan}), expected=found)
        read = drawn.model_copy(update={"reads": NAME, "reads_score": 0.9})
        faces.update(transaction.db, read, expected=drawn)
        transaction.record(EventName.IMAGE_SCANNED, picture)
    for handle in ("officer-1", "safeguarding-1", "manager-1", "auditor-1"):
        asked = (
            lambda w: faces_of(w, picture),
            lambda w: images_of(w, case.story),
            lambda w: get_image_state(w, picture),
            lambda w: list_image_states(w, case.story),
        )
        told = [NAME in repr(question(open_as(handle))) for question in asked]
        assert told == [handle != "auditor-1"] * len(asked), handle
