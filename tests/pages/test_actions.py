"""Each reason, need, error and finding leads to what can be done about it, and that to where it is done."""

import pytest

from consentkit.domain.errors import Conflict
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.pages.actions import ERRORS as REMEDIES
from consentkit.pages.actions import (
    FINDINGS,
    NEEDS,
    OF_VIDEOS,
    REASONS,
    Action,
    Place,
    action_for_reason,
    action_on_record,
    person_of,
    remedy_for_error,
)
from consentkit.pages.office.needs import GROUPS
from consentkit.pages.places import INVITATIONS, PLACES, invitation_for_reason, place_for_reason
from consentkit.usecases.office.needs import NeedCode
from consentkit.wording.errors import ERRORS
from consentkit.wording.office.checkups import CHECKUPS

SUBJECT = "I-0000-0000"


def reason(code, **facts):
    return Reason(code=code, subject=SUBJECT, facts=facts)


def test_every_place_that_a_reason_leads_to_is_invited_to():
    led_to = {PLACES[action] for action in {*REASONS.values(), *OF_VIDEOS.values()} if action}
    assert led_to == set(INVITATIONS)


@pytest.mark.parametrize("code", [code for code, action in REASONS.items() if action])
def test_an_invitation_is_filled_with_how_the_face_names_the_way(code):
    invitation = invitation_for_reason(reason(code), lambda _action: "HERE")
    assert invitation.endswith(".")
    assert "{" not in invitation


def test_what_only_a_backup_mends_invites_nowhere():
    assert invitation_for_reason(reason(ReasonCode.FILE_MISSING), str) == ""


def test_a_reason_about_a_video_leads_to_the_videos():
    missing = ReasonCode.SCAN_MISSING
    assert place_for_reason(Reason(code=missing, subject="M-0000-0000")) is Place.VIDEOS
    assert place_for_reason(Reason(code=missing, subject="I-0000-0000")) is Place.PICTURES


def test_the_machine_is_examined_where_a_scan_failed_by_it():
    undecided = ReasonCode.SCAN_UNDECIDED
    assert action_for_reason(reason(undecided, problem="detector-missing")) is Action.EXAMINE_MACHINE
    assert action_for_reason(reason(undecided, problem="picture-damaged")) is Action.SEE_PICTURES


@pytest.mark.parametrize(
    ("subject", "action", "place"),
    [
        ("F-0000-0000", Action.COVER_FACE, Place.PICTURES),
        ("H-0000-0000", Action.COVER_TRACK, Place.VIDEOS),
    ],
)
def test_a_reason_leads_to_the_pictures_or_to_the_videos_by_its_record(subject, action, place):
    shown = Reason(code=ReasonCode.FACE_MUST_BE_COVERED, subject=subject)
    assert action_for_reason(shown) is action
    assert PLACES[action] is place


@pytest.mark.parametrize("twin", OF_VIDEOS.values())
def test_what_is_done_to_a_video_is_done_among_the_videos(twin):
    assert PLACES[twin] is Place.VIDEOS


def test_an_error_says_with_which_record_to_go_on():
    remedy = remedy_for_error(Conflict("scan-first", image=SUBJECT))
    assert remedy is not None
    assert (remedy.action, remedy.subject) == (Action.SCAN_PICTURE, "image")
    assert remedy_for_error(Conflict("file-exists", file="a.pdf")) is None


def test_remedies_are_for_codes_that_there_are():
    assert set(REMEDIES) <= set(ERRORS)
    assert set(FINDINGS) <= set(CHECKUPS)


def test_every_action_is_offered_or_named_somewhere():
    """An action that no table leads to, and that no sentence names, is one too many."""
    named = {Action.ADD_PICTURES, Action.READ_LETTER}
    in_a_form = Reason(code=ReasonCode.QUESTION_OPEN, subject="S-0000-0000", facts={"form": "risk"})
    led_to = {*REASONS.values(), *OF_VIDEOS.values(), *NEEDS.values(), *FINDINGS.values()}
    led_to |= {remedy.action for remedy in REMEDIES.values()}
    led_to |= {Action.EXAMINE_MACHINE, action_on_record(in_a_form)}
    assert set(Action) - led_to == named


def test_a_person_is_told_from_another_record():
    assert person_of(reason(ReasonCode.GUARDIAN_MISSING, contributor="C-0000-0000")) == "C-0000-0000"
    assert person_of(reason(ReasonCode.GUARDIAN_MISSING)) == ""
    assert {PLACES[action] for action in NEEDS.values()} <= set(Place)


def test_every_need_stands_below_one_heading_and_so_is_seen_on_home():
    placed = [code for _heading, codes in GROUPS for code in codes]
    assert sorted(placed) == sorted(NeedCode)
