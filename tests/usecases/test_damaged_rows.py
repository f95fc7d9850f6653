"""A row that was changed past the log: two people take it over as it is, and what says no never is."""

import pytest

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.problems import MAY_BE_ACCEPTED, ProblemKind, RowReason
from consentkit.domain.values import Channel
from consentkit.store.log.row_digests import covered_tables
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.log.damaged_rows import accept_row
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.stories.stories import retitle_story

WHY = RowReason.DISK_DAMAGE
COMES_FROM_A_BACKUP = {
    "actors", "answers", "approvals", "asked_to_be_asked", "assents", "back_checks", "bases", "consents",
    "contributors", "given_papers", "guardian_checks", "guardians", "key_epochs", "letters", "name_digests",
    "name_secrets", "near_settlements", "publications", "releases",
    "resealed_files", "returned_pages", "roster_rows", "story_contributors", "takedowns", "withdrawals",
    "word_findings",
}  # fmt: skip
"""What says no, who somebody is, what was signed, where it went out, and who may act."""


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def damage(open_as):
    """`damage(sql, value)` changes rows past the log, as another program does: no act of it notes them."""
    db = open_as("auditor-1").records.db

    def change(sql, *values):
        with db.writing():
            db.execute(sql, values)

    return change


TITLE = "UPDATE stories SET title = ?"


def codes(workspace, story):
    found = clear_story(workspace, story, Channel.WEBSITE)
    return {reason.code.value for reason in found.reasons}


def kinds(workspace):
    return [one.kind for one in verify_audit(workspace).problems]


def test_two_people_take_a_changed_row_over_and_the_gate_opens_again(words, open_as, damage, events):
    manager, second = open_as("manager-1"), open_as("safeguarding-1")
    damage(TITLE, "damaged")
    assert "records-changed" in codes(manager, words.story)
    assert accept_row(manager, "stories", words.story, WHY) is False
    assert "records-changed" in codes(manager, words.story)
    assert accept_row(second, "stories", words.story, WHY) is True
    assert "records-changed" not in codes(manager, words.story)
    assert kinds(manager) == [ProblemKind.ROW_ACCEPTED]
    assert verify_audit(manager).is_intact
    (asked,), (event,) = events("row-acceptance-asked"), events("row-accepted")
    assert (asked.actor, event.actor, event.body["by"]) == ("manager-1", "safeguarding-1", "manager-1")
    assert (event.subject, event.body["table"], event.body["why"]) == (words.story, "stories", "disk-damage")
    assert event.body["was"] != event.body["now"] == asked.body["now"]


def test_one_person_alone_takes_nothing_over(words, open_as, damage, nothing_kept):
    manager = open_as("manager-1")
    damage(TITLE, "damaged")
    for handle in ("officer-1", "safeguarding-1", "auditor-1", "volunteer-1"):
        with nothing_kept(Refused, "role-may-not"):
            accept_row(open_as(handle), "stories", words.story, WHY)
    accept_row(manager, "stories", words.story, WHY)
    with nothing_kept(Conflict, "row-asked-already"):
        accept_row(manager, "stories", words.story, WHY)
    with nothing_kept(Refused, "role-may-not"):
        accept_row(open_as("officer-1"), "stories", words.story, WHY)


def test_a_row_that_was_changed_since_somebody_asked_is_asked_for_again(words, open_as, damage, nothing_kept):
    manager, second = open_as("manager-1"), open_as("safeguarding-1")
    damage(TITLE, "damaged")
    accept_row(manager, "stories", words.story, WHY)
    damage(TITLE, "changed again")
    with nothing_kept(Refused, "role-may-not"):
        accept_row(second, "stories", words.story, WHY)
    accept_row(manager, "stories", words.story, WHY)
    assert accept_row(second, "stories", words.story, WHY)
    # Whoever changes it afterwards is told again.
    damage(TITLE, "and again")
    assert kinds(manager) == [ProblemKind.ROW_ACCEPTED, ProblemKind.ROW_CHANGED]


def test_a_row_that_an_act_wrote_over_is_taken_over_too(words, open_as, damage):
    manager, second = open_as("manager-1"), open_as("safeguarding-1")
    damage(TITLE, "damaged")
    retitle_story(words.officer, words.story, "A title of today")
    assert kinds(manager) == [ProblemKind.ROW_FOUND_CHANGED]
    accept_row(manager, "stories", words.story, WHY)
    assert accept_row(second, "stories", words.story, WHY)
    assert set(kinds(manager)) == {ProblemKind.ROW_ACCEPTED}
    assert "records-changed" not in codes(manager, words.story)


def test_what_says_no_and_what_is_gone_is_never_taken_over(words, open_as, damage, nothing_kept):
    manager = open_as("manager-1")
    damage("UPDATE consents SET until = ?", "2030-01-01")
    (consent,) = [one.key for one in verify_audit(manager).problems]
    with nothing_kept(Refused, "row-never-accepted"):
        accept_row(manager, "consents", consent, WHY)
    damage("DELETE FROM plans")
    (gone,) = [one for one in verify_audit(manager).problems if one.table == "plans"][:1]
    with nothing_kept(Refused, "row-never-accepted"):
        accept_row(manager, "plans", gone.key, WHY)


def test_a_row_that_is_as_the_log_left_it_is_not_taken_over(words, open_as, nothing_kept):
    with nothing_kept(Conflict, "row-as-logged"):
        accept_row(open_as("manager-1"), "stories", words.story, WHY)


def test_of_each_table_somebody_said_whether_its_rows_may_be_taken_over(open_as):
    tables = {one.name for one in covered_tables(open_as("manager-1").records.db)}
    assert tables == MAY_BE_ACCEPTED | COMES_FROM_A_BACKUP
    assert not MAY_BE_ACCEPTED & COMES_FROM_A_BACKUP
