"""What a story rests on beside consents: it clears without a contributor, ends, and is taken down."""

from datetime import timedelta

import pytest

from consentkit.domain.bases import BasisKind, Notice
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import Showing
from consentkit.domain.pictures.images import Box, Declaration, FaceDecision, Settlement
from consentkit.domain.stories import StoryState
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.pages.publications.exports import export_to
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_takedowns,
    publish_story,
)
from consentkit.usecases.stories.bases import (
    NewBasis,
    bases_of,
    confirm_basis,
    end_basis,
    list_bases,
    record_basis,
    show_evidence,
)
from consentkit.usecases.stories.lists import find_stories
from consentkit.usecases.stories.stories import add_story, state_nobody_is_victim

LICENCE = {"kind": BasisKind.LICENCE, "comes_from": "An agency", "terms": "Editorial", "is_endless": True}
NOBODY = {"kind": BasisKind.NOBODY, "comes_from": "", "terms": "", "is_endless": False}
MACHINE = {"kind": BasisKind.MACHINE, "terms": "", "evidence": None, "is_endless": False}
PROOF = b"We allow the use of our text."


@pytest.fixture
def workspace_folder(hills_folder):
    return hills_folder


def rest(case, thing=None, **changes):
    fields = LICENCE | {"thing": thing or case.story, "evidence": PROOF} | changes
    return record_basis(case.officer, NewBasis(**fields)).basis


def looked_at(case, made, by="officer-1"):
    who = case.open_as(by)
    show_evidence(who, made.id, Showing.SHOWN)
    return confirm_basis(who, made.id)


def test_words_of_an_agency_clear_once_their_licence_was_looked_at(hills):
    assert "contributors-missing" in hills.codes()
    made = rest(hills)
    assert hills.codes() == ["basis-unseen"]
    assert looked_at(hills, made).seen_by == "officer-1"
    assert hills.codes() == []


def test_who_has_not_opened_the_proof_does_not_confirm_it(hills, open_as, nothing_kept):
    made = rest(hills)
    show_evidence(open_as("manager-1"), made.id, Showing.EXPORTED)
    with nothing_kept(Refused, "evidence-not-opened"):
        confirm_basis(hills.officer, made.id)
    made_by_machine = rest(hills, **MACHINE)
    for act in (lambda: confirm_basis(hills.officer, made_by_machine.id),
                lambda: show_evidence(hills.officer, made_by_machine.id, Showing.SHOWN)):  # fmt: skip
        with pytest.raises(Conflict, match="evidence-none"):
            act()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"evidence": None}, "basis-incomplete"),
        ({"terms": "  "}, "basis-incomplete"),
        ({"is_endless": False}, "basis-incomplete"),
        ({"kind": BasisKind.PARTNER, "contact": "desk-3"}, "basis-incomplete"),
        ({"kind": BasisKind.RELEASE}, "basis-incomplete"),
        ({"kind": BasisKind.GATHERING}, "basis-incomplete"),
        ({"kind": BasisKind.MACHINE, "comes_from": ""}, "basis-incomplete"),
        ({"kind": BasisKind.NOBODY, "evidence": None}, "basis-incomplete"),
        ({"evidence": b"   "}, "picture-empty"),
        ({"evidence": b"\x00\x01\x02"}, "release-kind-unknown"),
        ({"evidence": b"%PDF-1.4 broken"}, "document-damaged"),
    ],
)
def test_what_a_kind_asks_for_is_asked_for_when_it_is_recorded(hills, nothing_kept, changes, code):
    with nothing_kept(InvalidInput, code):
        rest(hills, **changes)


def test_an_end_is_given_or_there_is_none(hills):
    with pytest.raises(InvalidInput, match="until-or-endless"):
        rest(hills, until=hills.officer.today)
    with pytest.raises(InvalidInput, match="day-far-off"):
        rest(hills, is_endless=False, until=hills.officer.today.replace(year=2083))


def test_a_notice_was_shown_before_it_is_recorded(hills):
    tomorrow = hills.officer.today + timedelta(days=1)
    notice = Notice(shown_on=tomorrow, where="the gate", how="a board")
    with pytest.raises(InvalidInput, match="day-not-come"):
        rest(hills, kind=BasisKind.GATHERING, notice=notice)


@pytest.mark.parametrize("thing", ["S-0000-0000", "I-0000-0000", "M-0000-0000", "F-0000-0000", "H-0000-0000"])
def test_nothing_rests_on_something_that_is_not_there(hills, nothing_kept, thing):
    with nothing_kept(NotFound, "record-unknown"):
        rest(hills, thing)


def test_it_stops_with_the_last_day_of_what_it_rests_on(hills, clock):
    today = hills.officer.today
    partner = {"kind": BasisKind.PARTNER, "contact": "desk-3", "is_endless": False}
    looked_at(hills, rest(hills, until=today + timedelta(days=100), **partner))
    assert hills.codes() == []
    looked_at(hills, rest(hills, until=today + timedelta(days=99), **partner))
    assert hills.codes() == ["basis-ends-early"]
    clock.advance(days=100)
    assert "basis-ended" in hills.codes()


@pytest.fixture
def published(hills):
    """The story after it went out, and what it rests on."""
    today = hills.officer.today
    made = looked_at(hills, rest(hills, until=today + timedelta(days=100), is_endless=False, credit="Agency"))
    hills.certify()
    publish_story(hills.officer, hills.story, Channel.WEBSITE, where="https://example.org/1")
    return hills, made


def test_what_is_out_is_taken_down_when_its_basis_ends(published, events, nothing_kept):
    hills, made = published
    (takedown,) = end_basis(hills.open_as("volunteer-1"), made.id)
    assert list_takedowns(hills.officer) == (takedown,)
    assert hills.codes() == ["basis-ended"]
    with nothing_kept(Conflict, "basis-ended-already"):
        end_basis(hills.officer, made.id)
    confirm_takedown(hills.officer, takedown.id)
    assert [event.subject for event in events("basis-ended")] == [made.id]


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"kind": BasisKind.MACHINE, "terms": "", "evidence": None, "is_endless": False}, 1),
        ({"kind": BasisKind.CONSENT, "evidence": None, "is_endless": False}, 1),
        ({"terms": "Another use"}, 1),
        ({"until": 99}, 1),
        ({"channels": {Channel.PRINT}, "until": 100}, 1),
        ({"channels": {Channel.WEBSITE}, "until": 100}, 0),
        ({"places": {"TH"}, "until": 100}, 1),
        ({"places": {"TH", "worldwide"}, "until": 100}, 0),
        ({"until": 101, "credit": "Another agency", "evidence": b"Longer."}, 0),
        ({"is_endless": True}, 0),
    ],
)
def test_what_allows_less_than_what_stood_before_takes_down_what_is_out(published, changes, number):
    hills, _made = published
    days = changes.get("until")
    until = hills.officer.today + timedelta(days=days) if days else None
    told = LICENCE | {"thing": hills.story, "evidence": PROOF, "is_endless": not until} | changes
    opened = record_basis(hills.officer, NewBasis(**told | {"until": until})).takedowns
    assert list_takedowns(hills.officer) == opened
    assert len(opened) == number


def test_a_basis_that_is_replaced_voids_the_certificate(published):
    hills, _made = published
    assert hills.clear().certificate.is_valid
    looked_at(hills, rest(hills))
    assert hills.clear().certificate.changed == ("bases", "files")
    assert next(needs_of(hills.open_as("manager-1"))).code.value == "certificate-void"


def test_ends_are_told_before_they_come_and_after(published, clock):
    hills, made = published

    def told(code):
        return [need.subject for need in needs_of(hills.officer) if need.code.value == code]

    def ending():
        return find_stories(hills.officer, state=StoryState.ENDING).count

    assert (told("basis-ending"), told("basis-ended"), ending()) == ([], [], 0)
    clock.advance(days=71)
    assert (told("basis-ending"), ending()) == ([made.id], 1)
    assert list_bases(hills.officer, ending_by=made.until) == (made,)
    assert list_bases(hills.officer, ending_by=made.until - timedelta(days=1)) == ()


def test_the_end_of_what_is_out_longer_is_told(published, clock):
    hills, _made = published
    today = hills.officer.today
    shorter = rest(hills, until=today + timedelta(days=5), is_endless=False)
    clock.advance(days=6)
    found = [need for need in needs_of(hills.officer) if need.code.value == "basis-ended"]
    assert [(need.subject, need.facts["thing"]) for need in found] == [(shorter.id, hills.story)]


def test_what_goes_out_says_what_it_rests_on(published, tmp_path):
    hills, _made = published
    made = export_to(hills.officer, hills.story, Channel.WEBSITE, tmp_path / "away")
    credit = (tmp_path / "away" / "credit.txt").read_text(encoding="utf-8")
    assert f"{hills.story}: under licence, Agency." in credit
    assert "An agency" not in credit
    assert "licence" in (tmp_path / "away" / "README.txt").read_text(encoding="utf-8")
    assert made.bases_until == hills.officer.today + timedelta(days=100)


def test_what_a_machine_wrote_is_marked_as_such(hills, tmp_path):
    rest(hills, kind=BasisKind.MACHINE, terms="", evidence=None, is_endless=False)
    hills.certify()
    export_to(hills.officer, hills.story, Channel.WEBSITE, tmp_path / "away")
    credit = (tmp_path / "away" / "credit.txt").read_text(encoding="utf-8")
    assert f"{hills.story}: made or altered by a machine." in credit


def test_nobody_is_a_survivor_here_is_proved_by_what_it_rests_on(hills):
    state_nobody_is_victim(hills.officer, hills.story, is_stated=True)
    hills.answer_all()
    assert "basis-missing" in hills.codes()
    looked_at(hills, rest(hills, **NOBODY), by="safeguarding-1")
    assert hills.codes() == []


def test_that_words_are_nobodys_story_takes_a_proof_and_a_second_person(hills, nothing_kept):
    made = rest(hills, **NOBODY)
    assert "basis-second-missing" in hills.codes()
    show_evidence(hills.officer, made.id, Showing.SHOWN)
    with nothing_kept(Refused, "second-person-needed"):
        confirm_basis(hills.officer, made.id)
    assert looked_at(hills, made, by="safeguarding-1").seen_by == "safeguarding-1"
    assert "basis-second-missing" not in hills.codes()


def test_other_words_ask_again_what_they_rest_on(hills, clock):
    rest(hills, **NOBODY)
    clock.advance(seconds=1)
    hills.draft("Somebody's own story, in other words.")
    assert "basis-of-other-words" in hills.codes()
    rest(hills, **NOBODY)
    assert "basis-of-other-words" not in hills.codes()


def test_a_picture_whose_basis_was_taken_back_does_not_come_back_in_another_story(hills, portrait):
    other = add_story(hills.officer, "Another").id
    (theirs,) = add_images(hills.officer, other, [incoming(portrait)])
    made = rest(hills, theirs.image.id)
    add_images(hills.officer, hills.story, [incoming(portrait)])
    assert "near-copy" not in hills.codes()
    end_basis(hills.officer, made.id)
    assert "near-copy" in hills.codes()
    rest(hills, theirs.image.id)
    assert "near-copy" not in hills.codes()


def test_all_that_was_ever_recorded_is_kept(hills):
    before = bases_of(hills.officer, hills.story)
    first, second = rest(hills), rest(hills)
    assert bases_of(hills.officer, hills.story) == (*before, first, second)
    assert list_bases(hills.officer) == (*before, first, second)
    with pytest.raises(NotFound):
        bases_of(hills.officer, "S-0000-0000")


@pytest.mark.slow  # it scans a picture and makes its copy
def test_a_portrait_of_staff_clears_by_their_release_and_a_crowd_by_its_notice(hills, portrait):
    looked_at(hills, rest(hills, **NOBODY), by="safeguarding-1")
    image = hills.picture(portrait)
    (found,) = faces_of(hills.officer, image)
    staff = FaceDecision(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, why="Her pass.")
    settle_face(hills.officer, found.id, staff)
    small = add_face(hills.officer, image, Box(left=1, top=1, right=16, bottom=20))
    away = {"settlement": Settlement.DECLARED, "declaration": Declaration.AT_GATHERING, "why": "Far behind."}
    settle_face(hills.officer, small.id, FaceDecision(**away))
    make_public_copy(hills.officer, image)
    view_image(hills.officer, image)
    hills.answer_all()
    assert "basis-missing" in hills.codes()
    until = hills.officer.today + timedelta(days=200)
    release = {"kind": BasisKind.RELEASE, "comes_from": "staff-7", "is_adult": True, "until": until,
               "is_endless": False, "terms": ""}  # fmt: skip
    looked_at(hills, rest(hills, found.id, **release))
    notice = Notice(shown_on=hills.officer.today, where="the gate", how="a board")
    looked_at(hills, rest(hills, image, kind=BasisKind.GATHERING, notice=notice, is_endless=False))
    assert hills.codes() == []
    end_basis(hills.officer, bases_of(hills.officer, found.id)[0].id)
    assert "basis-ended" in hills.codes()
