"""Stories that go out together: cleared when each is; their certificate voids when any one changes."""

from datetime import UTC, datetime, timedelta

import pytest
from dossier_making import DAY, GIVEN_ON, PLAN_UNTIL, TODAY, dossier, plan, refusal, story

from consentkit.domain.consents import Audience
from consentkit.domain.errors import InvalidInput
from consentkit.domain.gate.certificates.seals import paper_seal, read_paper_seal
from consentkit.domain.gate.certificates.statements import CertificateStatement
from consentkit.domain.gate.certificates.stating import Issue, state_certificate
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.contents import changed_parts
from consentkit.domain.gate.together import clear_together
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import MOST_TOGETHER, in_order
from consentkit.domain.values import canonical, digest_of
from consentkit.wording import fact_in_words, sentence_of

A, B, C = "S-000A-000A", "S-000B-000B", "S-000C-000C"


def of(code, planned=None, **changes):
    """The dossier of one of them; all is right with it but what is changed."""
    planned = planned or {}
    return dossier(story=story(id=code), plan=plan(story=code, **planned), **changes)


def together(*dossiers):
    return clear_together([clear(one) for one in dossiers], [one.plan for one in dossiers])


def stated(*dossiers):
    actor = Actor(handle="manager-1", roles=frozenset({Role.MANAGER}))
    at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    issue = Issue("W", "River House", "V-0000-0000", at, "UTC", actor, "0" * 64)
    return state_certificate(issue, dossiers, together(*dossiers), lambda at: at.date())


def test_one_story_alone_is_cleared_as_it_always_was():
    made = dossier()
    assert together(made) == clear(made)
    assert stated(made).stories == ()


def test_each_must_be_cleared_and_every_reason_says_whose_it_is():
    assert together(of(A), of(B), of(C)).is_allowed
    refused = together(of(A), of(B, consents=(refusal(),)), of(C, images=(), papers={}))
    alone = {code: {one.code for one in clear(d).reasons} for code, d in {
        B: of(B, consents=(refusal(),)), C: of(C, images=(), papers={}),
    }.items()}  # fmt: skip
    told = {}
    for reason in refused.reasons:
        told.setdefault(reason.facts["story"], set()).add(reason.code)
        assert sentence_of(reason).startswith(reason.facts["story"] + ": ")
    assert not refused.is_allowed
    assert told == {code: codes for code, codes in alone.items() if codes}
    assert [one.is_allowed for one in refused.each] == [True, False, not alone[C]]


@pytest.mark.parametrize(
    "other",
    [
        {"audience": Audience.DONORS},
        {"place": "KH"},
        {"from_on": PLAN_UNTIL + DAY, "until": PLAN_UNTIL + DAY},
    ],
    ids=["readers", "place", "days"],
)
def test_they_go_to_the_same_readers_and_place_on_days_that_they_share(other):
    reasons = together(of(A), of(B, other)).reasons
    found = [one for one in reasons if one.code is ReasonCode.PLANS_DIFFER]
    assert [one.facts["stories"] for one in found] == [(A, B)]
    assert f"{A}, {B}" in sentence_of(found[0])


def test_they_stay_for_the_days_that_all_of_them_have():
    short = {"from_on": TODAY + timedelta(days=3), "until": PLAN_UNTIL - DAY}
    found = together(of(A, {"from_on": GIVEN_ON}), of(B, short))
    assert (found.from_on, found.until) == (short["from_on"], short["until"])


@pytest.mark.parametrize("changed", [A, B, C])
def test_a_certificate_of_them_voids_when_any_one_of_them_changes(changed):
    before = together(of(A), of(B), of(C)).parts
    now = together(*(of(one, {"until": PLAN_UNTIL - DAY} if one == changed else {}) for one in (A, B, C)))
    assert changed_parts(before, now.parts, now.first_parts) == (f"{changed} story",)
    assert fact_in_words("changed", (f"{changed} story",)) == f"{changed}: the story"
    less = together(of(A), of(B))
    assert changed_parts(before, less.parts, less.first_parts), "nor does it clear fewer of them"


def test_its_certificate_lists_each_with_the_digest_of_what_it_rests_on():
    made = stated(of(A), of(B))
    assert [(one.story, one.parts_digest) for one in made.stories] == [
        (code, digest_of(clear(of(code)).parts)) for code in (A, B)
    ]
    assert made.story is None, "no program may take it for one story's"
    assert len(made.consents) == len(made.pictures) == 1, "what several share is stated once"
    assert {one.story for one in made.answers} == {A, B}
    assert CertificateStatement.model_validate_json(canonical(made)) == made


def test_the_code_on_paper_names_every_story():
    paper = paper_seal(stated(of(A), of(B), of(C)), "f" * 64).with_signature("0" * 128)
    assert read_paper_seal(paper.text) == paper
    assert paper.story == f"{A} {B} {C}"


def test_the_same_stories_are_one_set_in_any_order_and_too_many_are_told():
    assert in_order((B, A, B)) == (A, B)
    with pytest.raises(InvalidInput, match="stories-too-many"):
        in_order(f"S-0000-{number:04}" for number in range(MOST_TOGETHER + 1))
