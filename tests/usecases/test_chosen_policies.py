"""Which policies are asked: the Note's and one's own always, others where a manager chose them."""

import io
from dataclasses import replace

import pypdf
import pytest
from saying_yes import say_yes

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.usecases.checks.checklists import answer_question, list_questions, organisation_sheet
from consentkit.usecases.office.policies import choose_policies, look_at_policies
from consentkit.usecases.publications.clearances import certify_story, clear_story

NOTE, UNIAP = "guidance-note-2016", "uniap-2008"
BOTH = frozenset({NOTE, UNIAP})


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


def _asked(words):
    return {policy.id for policy in words.officer.catalogue.policies}


def _waiting(words):
    asked = list_questions(words.officer, words.story, Channel.WEBSITE)
    return {one.question.id for one in asked if one.state.standing is Standing.OPEN}


def test_a_choice_holds_at_once_for_everybody_and_stands_in_the_log(words, manager, events):
    assert _asked(words) == {NOTE}
    found = choose_policies(manager, BOTH)
    assert (found.chosen, found.by, found.on) == ((UNIAP,), "manager-1", manager.today)
    assert _asked(words) == BOTH
    assert look_at_policies(words.officer) == found
    (event,) = events("policies-chosen")
    assert event.body["policies"] == [UNIAP]
    assert choose_policies(manager, frozenset({NOTE})).chosen == ()
    assert _asked(words) == {NOTE}


def test_what_is_chosen_beside_is_asked_and_what_both_ask_is_not_asked_again(words, manager):
    sheet = {one.question.id for one in organisation_sheet(words.officer)}
    assert words.codes() == []
    choose_policies(manager, BOTH)
    reasons = clear_story(words.officer, words.story, Channel.WEBSITE).reasons
    assert {reason.code for reason in reasons} == {ReasonCode.QUESTION_OPEN}
    assert {reason.subject.split("/")[0] for reason in reasons} == {UNIAP}
    of_talk = {"U1c", "U2a", "U2c", "U2e", "U3b", "U5a", "U5b", "U5c"}
    of_office = {"U5d", "U6a", "U6b", "U6d", "U7b"}
    assert _waiting(words) == of_talk | of_office | {"U1d", "U3a", "U7a"}
    more = {one.question.id for one in organisation_sheet(words.officer)} - sheet
    assert more == of_office


def test_certificates_list_each_policy_and_hold_for_the_choice_that_they_were_given_under(
    words, manager, open_as
):
    certify_story(manager, words.story, Channel.WEBSITE)
    choose_policies(manager, BOTH)
    found = clear_story(words.officer, words.story, Channel.WEBSITE)
    assert found.certificate.changed == ("policies",)
    by = {Role.OFFICER: "officer-1", Role.MANAGER: "manager-1", Role.SAFEGUARDING: "safeguarding-1"}
    for asked in list_questions(words.officer, words.story, Channel.WEBSITE):
        if asked.state.standing is Standing.OPEN:
            who = open_as(by[min(asked.question.who)])
            say_yes(who, words.story, UNIAP, asked.question.id)
    made = io.BytesIO(certify_story(manager, words.story, Channel.WEBSITE).page)
    page = " ".join(pypdf.PdfReader(made).pages[0].extract_text().split())
    assert all(f"{one.id} version {one.version}" in page for one in words.officer.catalogue.policies)


def test_what_is_not_shipped_or_chosen_already_is_refused(words, manager):
    with pytest.raises(NotFound, match="policy-unknown"):
        choose_policies(manager, frozenset({"our-own-rules"}))
    with pytest.raises(Conflict, match="policies-chosen-already"):
        choose_policies(manager, frozenset())
    with pytest.raises(Refused, match="role-may-not"):
        choose_policies(words.officer, BOTH)


def test_no_policy_goes_in_which_a_safeguarding_no_stands(words, manager, open_as):
    choose_policies(manager, BOTH)
    safeguarding = open_as("safeguarding-1")
    answer_question(safeguarding, words.story, UNIAP, "U3a", reply=Reply.NO)
    answer_question(safeguarding, None, UNIAP, "U6b", reply=Reply.NO)
    with pytest.raises(Refused, match="policy-has-noes") as refused:
        choose_policies(manager, frozenset({NOTE}))
    assert refused.value.facts["questions"] == ("U3a", "U6b")
    say_yes(safeguarding, words.story, UNIAP, "U3a")
    say_yes(safeguarding, None, UNIAP, "U6b")
    assert choose_policies(manager, frozenset({NOTE})).chosen == ()


def test_a_chosen_policy_that_is_gone_clears_nothing(words, manager):
    choose_policies(manager, BOTH)
    shelf = words.officer.all_policies
    without = replace(
        shelf,
        policies=tuple(one for one in shelf.policies if one.id != UNIAP),
        to_choose=frozenset(),
    )
    older = replace(words.officer, all_policies=without)
    found = clear_story(older, words.story, Channel.WEBSITE)
    assert ReasonCode.POLICY_BROKEN in {reason.code for reason in found.reasons}
