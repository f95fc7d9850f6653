"""The gate refuses what the log knows and the rows do not: whatever somebody with the key changes past it."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from quick_cases import quick_among
from saying_yes import weigh_risks

from consentkit.domain.checklists import Reply
from consentkit.domain.errors import Refused
from consentkit.domain.values import Channel
from consentkit.store.log.row_digests import covered_tables
from consentkit.store.log.stories_in_log import OF_NO_STORY, OF_STORY
from consentkit.usecases.checks.checklists import answer_question
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.log import standing
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.publications.clearances import certify_story
from consentkit.usecases.publications.publications import confirm_takedown, list_takedowns, publish_story
from consentkit.usecases.stories.stories import add_story

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from covered_rows import insider

WEBSITE = Channel.WEBSITE
CHANGED = "records-changed"


@pytest.fixture
def workspace_folder(published_folder):
    return published_folder


@pytest.fixture(params=["whole", "story"])
def published(request, clearable, monkeypatch):
    """A story that is published, in a log that is read whole, and in one that is too long for that."""
    if request.param == "story":
        monkeypatch.setattr(standing, "READ_WHOLE_UP_TO", 1)
    return clearable


def tamper(case, *statements):
    with insider(case.officer.records) as db:
        for sql in statements:
            assert db.execute(sql).rowcount, sql


def refused(case):
    """The codes with which all that asks the gate refuses."""
    manager = case.open_as("manager-1")
    found = []
    for ask in (
        lambda: certify_story(manager, case.story, WEBSITE),
        lambda: publish_story(case.officer, case.story, WEBSITE, where="https://example.org/2"),
    ):
        with pytest.raises(Refused) as told:
            ask()
        found.append({reason.code.value for reason in told.value.reasons})
    try:
        found.append(set(case.codes()))
    except Refused as told:
        found.append({reason.code.value for reason in told.reasons})
    assert found[0] == found[1] == found[2]
    return found[0]


def withdrawn(case):
    (consent,) = case.officer.records.db.execute(
        "SELECT id FROM consents WHERE story = ?", (case.story,)
    ).fetchone()
    withdraw_consent(case.officer, consent)


def said_no(case):
    workspace = case.open_as("safeguarding-1")
    answer_question(workspace, case.story, "guidance-note-2016", "1.2b", reply=Reply.NO)


def said_no_on_the_sheet(case):
    answer_question(case.open_as("manager-1"), None, "guidance-note-2016", "4.4c", reply=Reply.NO)


def said_no_about_somebody(case):
    weigh_risks(case.open_as("safeguarding-1"), case.person, q2_2a=Reply.NO)


TAMPERED = {
    "withdrawal deleted": (
        withdrawn,
        "DELETE FROM withdrawals", "UPDATE consents SET withdrawn_on = NULL WHERE withdrawn_on IS NOT NULL",
        "UPDATE takedowns SET confirmed_on = '2026-11-21'",
    ),
    "safeguarding no flipped": (said_no, "UPDATE answers SET reply = 'yes' WHERE reply = 'no'"),
    "safeguarding no deleted": (said_no, "DELETE FROM answers WHERE reply = 'no'"),
    "no on the organisation's sheet flipped": (
        said_no_on_the_sheet, "UPDATE answers SET reply = 'yes' WHERE reply = 'no'",
    ),
    "no about somebody flipped": (
        said_no_about_somebody, "UPDATE answers SET reply = 'yes' WHERE reply = 'no'",
    ),
    "answer given by another": (None, "UPDATE answers SET \"by\" = 'manager-1' WHERE \"by\" = 'officer-1'"),
    "scope widened": (None, "UPDATE consents SET scope = replace(scope, 'website', 'social')"),
    "plan added": (
        None,
        "INSERT INTO plans (story, channel, audience, place, from_on, until)"
        " SELECT story, 'social', audience, place, from_on, until FROM plans",
    ),
    "face settled": (None, "UPDATE faces SET settlement = 'not-a-face', contributor = NULL, why = 'x'"),
    "face deleted": (None, "DELETE FROM faces"),
    "image points at another file": (None, "UPDATE images SET original = digest"),
    "survivor no more": (None, "UPDATE contributors SET is_survivor = 0"),
    "adult basis": (None, "UPDATE contributors SET age_basis = 'guess'"),
    "certificate parts": (None, "UPDATE certificates SET parts = '{}'"),
    "publication deleted": (None, "DELETE FROM publications"),
    "publication ended": (None, "UPDATE publications SET ended_on = '2026-11-21'"),
    "actor promoted": (None, "UPDATE actors SET roles = '[\"safeguarding\"]' WHERE handle = 'auditor-1'"),
    "asked to be asked added": (
        None,
        "INSERT INTO asked_to_be_asked (contributor, asked_on, heard_by)"
        " SELECT contributor, '2026-11-21', 'officer-1' FROM story_contributors",
    ),
    "story deleted": (None, "DELETE FROM stories"),
    "something unreadable": (None, "UPDATE faces SET settlement = 'x'"),
}  # fmt: skip
QUICK = (
    "withdrawal deleted", "safeguarding no flipped", "scope widened", "face settled", "actor promoted",
    "publication deleted", "story deleted", "something unreadable",
)  # fmt: skip
"""One change of each kind of row."""


@pytest.mark.parametrize("name", quick_among(TAMPERED, QUICK))
def test_what_somebody_changes_past_the_log_is_refused(published, name):
    prepare, *statements = TAMPERED[name]
    if prepare:
        prepare(published)
    tamper(published, *statements)
    assert CHANGED in refused(published)
    assert not verify_audit(published.officer).is_intact


def test_a_takedown_confirmed_past_the_log_is_refused(published):
    withdrawn(published)
    tamper(published, "UPDATE takedowns SET confirmed_on = '2026-11-21'")
    assert CHANGED in refused(published)


def test_a_takedown_confirmed_by_an_act_is_no_change(published):
    withdrawn(published)
    manager = published.open_as("manager-1")
    confirm_takedown(manager, list_takedowns(manager)[0].id)
    assert CHANGED not in refused(published)


def test_every_row_of_a_story_that_somebody_removes_is_refused(published):
    for name in sorted(OF_STORY):
        if not published.officer.records.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]:  # noqa: S608
            continue
        with insider(published.officer.records) as db:
            columns = [row["name"] for row in db.rows(f"PRAGMA table_info({name})")]
            kept = ["rowid", *(f'"{column}"' for column in columns)]
            rows = list(db.execute(f"SELECT {', '.join(kept)} FROM {name}"))  # noqa: S608
            db.execute(f"DELETE FROM {name} WHERE rowid = (SELECT max(rowid) FROM {name})")  # noqa: S608
        try:
            codes = set(published.codes())
        except Refused as told:
            codes = {reason.code.value for reason in told.reasons}
        assert CHANGED in codes, name
        with insider(published.officer.records) as db:
            db.execute(f"DELETE FROM {name}")  # noqa: S608
            marks = ", ".join("?" * len(kept))
            db.conn.executemany(f"INSERT INTO {name} ({', '.join(kept)}) VALUES ({marks})", rows)  # noqa: S608
        assert published.codes() == [], name


def test_every_table_is_of_a_story_or_said_to_be_of_none(published):
    tables = {table.name for table in covered_tables(published.officer.records.db)}
    assert tables == OF_STORY.keys() | OF_NO_STORY
    assert not OF_STORY.keys() & OF_NO_STORY


def test_an_event_that_was_changed_is_refused(published):
    tamper(published, "UPDATE audit SET actor = 'manager-2' WHERE action = 'story-added'")
    assert refused(published) == {"log-broken"}


def test_events_that_were_cut_off_are_refused(published):
    tamper(published, "DELETE FROM audit WHERE seq > (SELECT max(seq) - 3 FROM audit)")
    assert "log-broken" in refused(published)


def test_heads_that_are_missing_are_refused_until_an_act_keeps_one_again(published):
    for kept in published.officer.records.heads[0].iterdir():
        kept.unlink()
    assert refused(published) == {"heads-missing"}
    add_story(published.officer, "Another")
    assert published.codes() == []


def test_a_clock_that_is_set_back_is_refused(published, clock):
    clock.advance(seconds=-60)
    assert published.codes() == []
    clock.advance(seconds=-1)
    assert refused(published) == {"clock-behind"}
    # Nor does an act with the wrong clock hide it.
    clock.now -= timedelta(days=1)
    add_story(published.officer, "Another")
    assert "clock-behind" in published.codes(on=clock.now.date())


def test_a_clock_that_was_set_back_and_is_right_again_stands_in_nobodys_way(published, clock):
    clock.advance(days=-1)
    add_story(published.officer, "Another")
    clock.advance(days=1)
    assert published.codes() == []
    assert not verify_audit(published.officer).is_intact


def test_what_was_found_whole_is_not_read_again_until_somebody_writes(published, monkeypatch):
    assert published.codes() == []
    monkeypatch.setattr(standing, "_looked", None)
    assert published.codes() == []
    monkeypatch.undo()
    add_story(published.open_as("officer-1"), "Another")
    assert published.codes() == []
