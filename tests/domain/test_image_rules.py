"""Faces at the widths where a rule begins, and what the boxes and grades come to."""

from datetime import date

import pytest
from dossier_making import (
    ADULT,
    CHILD,
    CONSENT,
    FACE,
    IMAGE,
    PERSON,
    TODAY,
    child_dossier,
    consent,
    dossier,
    face,
    record,
    refusal,
)
from hypothesis import given
from hypothesis import strategies as st

from consentkit.domain.consents import Appearance, Medium
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.picture_rules import covered_boxes, is_explained, needed_profile, share_inside
from consentkit.domain.gate.showing import MustBeCovered, WhyCovered, must_be_covered
from consentkit.domain.pictures.grades import Grade, grade_of
from consentkit.domain.pictures.images import (
    Box,
    BoxKind,
    Detection,
    Leak,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.pictures.near_copies import NearCopy
from consentkit.domain.pictures.public_copies import Check, CheckResult
from consentkit.domain.pictures.redactions import (
    Cover,
    CoverShape,
    Redaction,
    RedactionMethod,
    may_be_cosmetic,
)

SHOWN = consent(scope__appearance=Appearance.FACE_SHOWN)
AGREED = consent(scope__appearance=Appearance.FACE_SHOWN, face_agreed_by="safeguarding-1")
NO_SURVIVOR = ADULT.model_copy(update={"is_survivor": False})


def box(left, top, right, bottom):
    return Box(left=left, top=top, right=right, bottom=bottom)


def codes(made):
    return {reason.code for reason in clear(made).reasons}


def test_only_a_thorough_scan_is_enough_for_a_protected_person():
    for profile in (None, Profile.FAST, Profile.STANDARD, Profile.THOROUGH):
        scan = Scan(outcome=ScanOutcome.FOUND, profile=profile)
        shallow = set() if profile is Profile.THOROUGH else {R.SCAN_TOO_SHALLOW}
        known = record(face())
        known = known.model_copy(update={"image": known.image.model_copy(update={"scan": scan})})
        assert codes(dossier(images=(known,))) == shallow
        assert codes(dossier(images=(known,), contributors=(NO_SURVIVOR,))) == set()


def test_a_story_with_a_protected_person_or_with_nobody_yet_needs_the_thorough_profile():
    assert needed_profile((), TODAY) is Profile.THOROUGH
    assert needed_profile((NO_SURVIVOR,), TODAY) is None
    assert needed_profile((NO_SURVIVOR, ADULT), TODAY) is Profile.THOROUGH
    child = CHILD.model_copy(update={"is_survivor": False})
    assert needed_profile((child, NO_SURVIVOR), TODAY) is Profile.THOROUGH


def test_who_comes_of_age_is_protected_until_that_day():
    comes = CHILD.model_copy(update={"is_survivor": False, "adult_on": date(2026, 12, 1)})
    assert needed_profile((comes,), date(2026, 11, 30)) is Profile.THOROUGH
    assert needed_profile((comes,), date(2026, 12, 1)) is None


def visible(width_px, **changes):
    return dossier(images=(record(face(width_px, is_hidden=False)),), **changes)


@pytest.mark.parametrize(
    ("person", "given", "width_px", "expected"),
    [
        # A protected person who chose to stay hidden: from 10 px on.
        (ADULT, consent(), 9, set()),
        (ADULT, consent(), 10, {R.FACE_MUST_BE_COVERED}),
        (ADULT, consent(), 19, {R.FACE_MUST_BE_COVERED}),
        (ADULT, consent(), 20, {R.FACE_MUST_BE_COVERED}),
        # Anyone else: from 20 px on.
        (NO_SURVIVOR, consent(), 9, set()),
        (NO_SURVIVOR, consent(), 10, set()),
        (NO_SURVIVOR, consent(), 19, set()),
        (NO_SURVIVOR, consent(), 20, {R.FACE_MUST_BE_COVERED}),
        # Who chose to be seen; a survivor needs safeguarding's agreement too.
        (ADULT, SHOWN, 9, set()),
        (ADULT, SHOWN, 10, {R.FACE_AGREEMENT_MISSING}),
        (ADULT, AGREED, 10, set()),
        (ADULT, AGREED, 400, set()),
        (NO_SURVIVOR, SHOWN, 20, set()),
        (NO_SURVIVOR, SHOWN, 400, set()),
    ],
)
def test_a_visible_face_needs_agreement_from_a_width_on(person, given, width_px, expected):
    assert codes(visible(width_px, contributors=(person,), consents=(given,))) == expected


@pytest.mark.parametrize("is_survivor", [True, False])
@pytest.mark.parametrize(
    ("width_px", "expected"), [(9, set()), (10, {R.CHILD_FACE_SHOWN}), (20, {R.CHILD_FACE_SHOWN})]
)
def test_nothing_lets_a_childs_face_be_seen(is_survivor, width_px, expected):
    child = CHILD.model_copy(update={"is_survivor": is_survivor})
    guardians_yes = AGREED.model_copy(
        update={
            "given_by": "G-0000-0000",
            "scope": AGREED.scope.model_copy(update={"until": dossier().plan.until}),
        }
    )
    made = child_dossier(child, consents=(guardians_yes,), images=(record(face(width_px, is_hidden=False)),))
    assert codes(made) == expected


@pytest.mark.parametrize("width_px", [1, 9, 10, 20, 400])
@pytest.mark.parametrize("given", [consent(), SHOWN])
def test_a_covered_face_needs_no_more(width_px, given):
    assert clear(dossier(images=(record(face(width_px)),), consents=(given,))).is_allowed


@pytest.mark.parametrize("width_px", [1, 9, 400])
def test_an_open_face_refuses_at_any_width(width_px):
    left_open = face(width_px, settlement=Settlement.OPEN, contributor=None, is_hidden=False)
    assert codes(dossier(images=(record(left_open),))) == {R.FACE_OPEN}


@pytest.mark.parametrize(
    ("found", "kind", "at", "expected"),
    [
        (BoxKind.FACE, BoxKind.FACE, box(10, 10, 70, 80), True),
        (BoxKind.FACE, BoxKind.FACE, box(40, 10, 100, 80), False),
        (BoxKind.FACE, BoxKind.TEXT, box(10, 10, 70, 80), False),
        (BoxKind.FACE, BoxKind.SIGN, box(10, 10, 70, 80), False),
        (BoxKind.TEXT, BoxKind.FACE, box(10, 10, 70, 80), False),
        (BoxKind.TEXT, BoxKind.TEXT, box(0, 0, 200, 200), True),
        (BoxKind.TEXT, BoxKind.PLATE, box(10, 10, 70, 80), True),
        (BoxKind.TEXT, BoxKind.TEXT, box(10, 10, 52, 80), True),
        (BoxKind.TEXT, BoxKind.TEXT, box(10, 10, 51, 80), False),
        (BoxKind.TEXT, BoxKind.TEXT, box(80, 10, 140, 80), False),
    ],
)
def test_a_box_explains_what_lies_in_it_and_is_of_its_sort(found, kind, at, expected):
    seen = Detection(box=box(10, 10, 70, 80), score=0.9, detector="any", kind=found)
    assert is_explained(seen, [face(kind=kind, box=at)]) is expected
    assert not is_explained(seen, [])


@pytest.mark.parametrize("width_px", [5, 9, 400])
def test_a_childs_name_that_is_seen_refuses_at_any_width(width_px):
    tag = face(width_px, kind=BoxKind.NAME_TAG, is_hidden=False)
    assert R.CHILD_FACE_SHOWN in codes(child_dossier(images=(record(tag),)))


@pytest.mark.parametrize("settlement", Settlement)
@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_redacted_face_is_always_covered_another_when_asked(settlement, is_hidden):
    made = face(settlement=settlement, is_hidden=is_hidden, score=0.4)
    is_covered = is_hidden or settlement is Settlement.REDACTED
    assert covered_boxes((made,)) == ((made.box,) if is_covered else ())


@given(order=st.permutations(range(4)))
def test_covered_boxes_come_in_one_order(order):
    known = [face(id=f"F-0000-000{n}", box=box(n, 9 - n, 20, 20)) for n in range(4)]
    assert covered_boxes(tuple(known[n] for n in order)) == covered_boxes(tuple(known))


@pytest.mark.parametrize(
    ("width_px", "grade"),
    [
        (1, Grade.TRACE),
        (3, Grade.TRACE),
        (4, Grade.PRESENT),
        (9, Grade.PRESENT),
        (10, Grade.DESCRIBABLE),
        (19, Grade.DESCRIBABLE),
        (20, Grade.KNOWN_PERSON),
        (39, Grade.KNOWN_PERSON),
        (40, Grade.STRANGER),
        (79, Grade.STRANGER),
        (80, Grade.CLEAR),
        (4000, Grade.CLEAR),
    ],
)
def test_a_grade_begins_at_its_width(width_px, grade):
    assert grade_of(width_px) is grade
    assert face(width_px).grade is grade


@pytest.mark.parametrize("sides", [(-1, 0, 5, 5), (0, -1, 5, 5), (5, 0, 5, 5), (0, 5, 5, 5), (6, 0, 5, 5)])
def test_a_box_has_an_area_inside_the_picture(sides):
    with pytest.raises(ValueError, match="left < right"):
        box(*sides)


@pytest.mark.parametrize(
    ("before", "factor", "after"),
    [
        (box(40, 40, 60, 60), 1.0, box(40, 40, 60, 60)),
        (box(40, 40, 60, 60), 1.5, box(35, 35, 65, 65)),
        (box(40, 40, 60, 80), 1.5, box(35, 30, 65, 90)),
        # A box grows outwards when it does not come out even: 11 px by a half is 2.75 px each side.
        (box(40, 40, 51, 51), 1.5, box(37, 37, 54, 54)),
        # At the edges it is cut.
        (box(0, 0, 20, 20), 1.5, box(0, 0, 25, 25)),
        (box(80, 80, 100, 100), 1.5, box(75, 75, 100, 100)),
        (box(0, 0, 100, 100), 1.5, box(0, 0, 100, 100)),
    ],
)
def test_a_box_grows_about_its_centre_and_outwards(before, factor, after):
    assert before.grown(factor, width_px=100, height_px=100) == after


_BOXES = st.builds(
    lambda x, y, w, h: box(x, y, x + w, y + h),
    st.integers(0, 300), st.integers(0, 300), st.integers(1, 200), st.integers(1, 200),
)  # fmt: skip


@given(made=_BOXES, factor=st.floats(1, 3))
def test_a_grown_box_covers_the_old_one_and_stays_in_the_picture(made, factor):
    grown = made.grown(factor, width_px=500, height_px=500)
    assert grown.left <= made.left
    assert grown.top <= made.top
    assert made.right <= grown.right <= 500
    assert made.bottom <= grown.bottom <= 500


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (box(0, 0, 10, 10), box(0, 0, 10, 10), 1.0),
        (box(0, 0, 10, 10), box(10, 0, 20, 10), 0.0),
        (box(0, 0, 10, 10), box(0, 10, 10, 20), 0.0),
        (box(0, 0, 10, 10), box(50, 50, 60, 60), 0.0),
        (box(0, 0, 10, 10), box(5, 0, 15, 10), 50 / 150),
        (box(0, 0, 10, 10), box(0, 0, 5, 10), 0.5),
        (box(0, 0, 10, 10), box(9, 9, 19, 19), 1 / 199),
    ],
)
def test_overlap_is_what_is_shared_of_both(one, other, shared):
    assert one.overlap(other) == pytest.approx(shared)


@given(one=_BOXES, other=_BOXES)
def test_overlap_is_the_same_from_both_sides(one, other):
    assert one.overlap(other) == other.overlap(one)
    assert 0 <= one.overlap(other) <= 1
    assert (one.overlap(other) == 1) == (one == other)


@pytest.mark.parametrize(
    ("person", "given", "code", "told"),
    [
        (CHILD, consent(), R.CHILD_FACE_SHOWN, {}),
        (NO_SURVIVOR, consent(), R.FACE_MUST_BE_COVERED, {}),
        (ADULT, SHOWN, R.FACE_AGREEMENT_MISSING, {"consent": CONSENT}),
    ],
)
def test_a_face_that_is_shown_is_told_with_its_picture_person_and_grade(person, given, code, told):
    made = visible(60, contributors=(person,), consents=(given,))
    (reason,) = [reason for reason in clear(made).reasons if reason.code is code]
    assert reason.subject == FACE
    assert reason.facts == {"seen_in": IMAGE, "contributor": PERSON, "grade": "stranger"} | told


MOSAIC, BLACK = Redaction(method=RedactionMethod.MOSAIC), Redaction()
OTHER = NO_SURVIVOR.model_copy(update={"code": "C-0000-0001"})


def covered(person, *methods, faces=None):
    """A picture whose copy covers its faces so, in a story with this person and another."""
    known = faces or (face(),)
    made = record(*known)
    made = made.model_copy(update={"copy_made": made.copy_made.model_copy(update={"methods": methods})})
    return codes(dossier(images=(made,), contributors=(OTHER, person))) & {R.COVER_ONLY_COSMETIC}


def test_a_mosaic_is_enough_only_for_whom_we_know_not_to_be_at_risk():
    assert covered(NO_SURVIVOR, MOSAIC) == set()
    assert covered(NO_SURVIVOR, BLACK) == set()
    assert covered(ADULT, BLACK) == set()
    assert covered(ADULT, MOSAIC) == {R.COVER_ONLY_COSMETIC}


def test_a_cover_that_is_not_enough_is_told_with_its_picture():
    assert told_of({"methods": (MOSAIC,)}, R.COVER_ONLY_COSMETIC) == [{"seen_in": IMAGE}]


def test_a_mosaic_over_somebody_whom_the_records_do_not_name_is_not_enough():
    nobody = face(settlement=Settlement.REDACTED, contributor=None)
    assert covered(NO_SURVIVOR, MOSAIC, faces=(nobody,)) == {R.COVER_ONLY_COSMETIC}
    assert covered(NO_SURVIVOR, BLACK, faces=(nobody,)) == set()


def test_a_mosaic_is_enough_from_the_day_on_which_a_child_is_grown():
    grown = CHILD.model_copy(update={"is_survivor": False, "adult_on": date(2026, 11, 1)})
    assert covered(grown, MOSAIC) == set()
    still = grown.model_copy(update={"adult_on": date(2026, 12, 1)})
    assert covered(still, MOSAIC) == {R.COVER_ONLY_COSMETIC}


@pytest.mark.parametrize(("right", "explained"), [(40, True), (39, False)])
def test_a_face_is_the_same_from_four_tenths_of_overlap_on(right, explained):
    found = Detection(box=box(0, 0, right, 10), score=0.9, detector="centerface")
    known = face(box=box(0, 0, 100, 10))
    assert is_explained(found, (known,)) is explained


@pytest.mark.parametrize(
    "other", [box(10, 0, 20, 10), box(0, 10, 10, 20), box(30, 0, 40, 10), box(0, 30, 10, 40)]
)
def test_boxes_beside_each_other_share_nothing(other):
    assert share_inside(box(0, 0, 10, 10), other) == 0


def told_of(copy_changes, *wanted):
    """The facts of each reason, by code and subject, of a picture whose copy is changed so."""
    made = record(face())
    made = made.model_copy(update={"copy_made": made.copy_made.model_copy(update=copy_changes)})
    reasons = clear(dossier(images=(made,))).reasons
    assert {reason.code for reason in reasons} == {*wanted}
    return [reason.facts for reason in reasons]


@pytest.mark.parametrize("result", [CheckResult.FAILED, CheckResult.UNSUPPORTED])
@pytest.mark.parametrize("check", [check for check in Check if check is not Check.MATCH])
def test_each_check_of_a_copy_that_is_not_done_refuses_by_itself(check, result):
    results = record(face()).copy_made.results | {check: result}
    assert told_of({"results": results}, R.COPY_CHECK_FAILED) == [
        {"check": check.value, "result": result.value}
    ]


def test_what_a_check_found_is_told_once_and_with_what_it_was():
    done = record(face()).copy_made.results
    failed = done | {Check.SECOND_SCAN: CheckResult.FAILED}
    left = (box(0, 0, 9, 9), box(20, 0, 29, 9))
    assert told_of({"unsettled": left, "results": failed}, R.REDACTION_UNPROVED) == [
        {"left": 2, "box": "0,0,9,9"}
    ]
    undecided = Scan(outcome=ScanOutcome.UNDECIDED, problem="picture-damaged")
    assert told_of({"rescan": undecided, "results": failed}, R.REDACTION_UNPROVED) == [{"left": 0}]
    failed = done | {Check.METADATA: CheckResult.FAILED, Check.NOTES: CheckResult.FAILED}
    assert told_of({"leaks": (Leak.EXIF,), "results": failed}, R.METADATA_LEFT) == [{"leaks": ("exif",)}]
    both = failed | {Check.SECOND_SCAN: CheckResult.FAILED}
    told_of(
        {"leaks": (Leak.EXIF,), "unsettled": left, "results": both}, R.METADATA_LEFT, R.REDACTION_UNPROVED
    )


def test_a_copy_that_is_too_large_is_told_with_the_limit():
    assert told_of({"width_px": 1601}, R.COPY_TOO_LARGE) == [{"limit_px": 1600}]


def test_a_scan_that_could_not_decide_is_told_with_its_problem():
    for problem, told in ((None, ""), ("detector-missing", "detector-missing")):
        known = record(face())
        scan = Scan(outcome=ScanOutcome.UNDECIDED, profile=Profile.THOROUGH, problem=problem)
        known = known.model_copy(update={"image": known.image.model_copy(update={"scan": scan})})
        (reason,) = [r for r in clear(dossier(images=(known,))).reasons if r.code is R.SCAN_UNDECIDED]
        assert reason.facts == {"problem": told}


def near(*, is_ended, settled_by):
    """The reasons for a picture that looks like another one."""
    other = NearCopy(
        other="I-0000-0001", story="S-0000-0001", bits=3, is_ended=is_ended, settled_by=settled_by
    )
    return clear(dossier(images=(record(face(), near=(other,)),))).reasons


def test_a_picture_like_one_whose_consent_ended_refuses_until_somebody_said_why():
    (reason,) = near(is_ended=True, settled_by=None)
    assert (reason.code, reason.subject, reason.facts) == (R.NEAR_COPY, IMAGE, {"other": "I-0000-0001"})
    assert near(is_ended=True, settled_by="officer-1") == ()
    assert near(is_ended=False, settled_by=None) == ()


def test_an_open_box_is_told_with_its_picture_and_a_face_with_its_width_too():
    for kind, told in (
        (BoxKind.FACE, {"seen_in": IMAGE, "grade": "stranger", "width_px": 60}),
        (BoxKind.TEXT, {"seen_in": IMAGE}),
    ):
        found = face(60, settlement=Settlement.OPEN, contributor=None, kind=kind)
        (reason,) = [r for r in clear(dossier(images=(record(found),))).reasons if r.subject == FACE]
        assert reason.facts == told


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 10, 31), MustBeCovered(WhyCovered.CHILD)), (date(2026, 11, 1), None)],
)
def test_a_face_may_be_seen_from_the_day_on_which_somebody_is_grown(on, expected):
    person = CHILD.model_copy(update={"is_survivor": False, "adult_on": date(2026, 11, 1)})
    made = dossier(contributors=(person,), consents=(AGREED,), on=on)
    assert must_be_covered(made, person, Medium.PHOTO, width_px=200) == expected


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        # What is missing is said about the person.
        ((), None),
        ((refusal(),), None),
        ((consent(),), MustBeCovered(WhyCovered.NOT_AGREED, CONSENT)),
        ((SHOWN,), MustBeCovered(WhyCovered.NOT_CONFIRMED, CONSENT)),
        ((AGREED,), None),
    ],
)
def test_why_a_survivor_may_not_be_seen_is_said_with_the_consent(consents, expected):
    assert must_be_covered(dossier(consents=consents), ADULT, Medium.PHOTO, width_px=200) == expected


def test_a_mosaic_is_only_for_whom_we_know_not_to_be_at_risk():
    declared = face(settlement=Settlement.DECLARED, contributor=None)
    anybody = face(settlement=Settlement.REDACTED, contributor=None)
    assert may_be_cosmetic(declared, None, TODAY)
    assert may_be_cosmetic(face(), NO_SURVIVOR, TODAY)
    assert not may_be_cosmetic(face(), ADULT, TODAY)
    assert not may_be_cosmetic(face(), None, TODAY)
    assert not may_be_cosmetic(anybody, NO_SURVIVOR, TODAY)


@pytest.mark.parametrize(
    ("inside", "as_box", "as_oval"),
    [
        ((200, 100, 300, 200), (185, 85, 315, 215), (175, 75, 325, 225)),
        ((500, 100, 540, 200), (494, 85, 546, 215), (490, 75, 550, 225)),
        # At an edge, and up to a twentieth of its longer side from it, a face goes on outside.
        ((0, 100, 40, 200), (0, 85, 55, 215), (0, 75, 65, 225)),
        ((0, 100, 40, 201), (0, 84, 56, 217), (0, 74, 66, 227)),
        ((5, 100, 45, 200), (0, 85, 60, 215), (0, 75, 70, 225)),
        ((6, 100, 46, 200), (0, 85, 52, 215), (0, 75, 56, 225)),
        ((200, 5, 300, 45), (185, 0, 315, 60), (175, 0, 325, 70)),
        ((600, 100, 635, 200), (585, 85, 640, 215), (575, 75, 640, 225)),
        ((594, 100, 634, 200), (588, 85, 640, 215), (584, 75, 640, 225)),
        ((200, 440, 300, 475), (185, 425, 315, 480), (175, 415, 325, 480)),
        ((200, 434, 300, 474), (185, 428, 315, 480), (175, 424, 325, 480)),
    ],
)
def test_a_cover_reaches_past_the_face_and_further_where_it_goes_on_outside(inside, as_box, as_oval):
    for shape, expected in ((CoverShape.BOX, as_box), (CoverShape.OVAL, as_oval)):
        cover = Cover(face=box(*inside), redaction=Redaction(shape=shape))
        assert cover.area(width_px=640, height_px=480) == box(*expected)
