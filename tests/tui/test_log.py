"""The log: found by filters, verified, held against a head, by keys and by what is seen."""

import pytest
from driving import TINY, fill, in_every_size, press
from seeing import seen
from textual.widgets import Select

from consentkit.usecases.log.audits import give_head, verify_audit
from consentkit.usecases.stories.stories import add_story


def _tamper(workspace, seq):
    db = workspace.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    db.conn.execute("DROP TRIGGER audit_no_update")
    db.conn.execute("UPDATE audit SET actor = 'someone-else' WHERE seq = ?", [seq])
    db.conn.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit\n"
        "BEGIN SELECT raise(abort, 'audit is append-only'); END"
    )


async def test_the_newest_act_stands_first_and_its_facts_below(app_as, open_as):
    story = add_story(open_as("officer-1"), "One").id
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f6")
        lines = seen(pilot)
    assert "10 events" in lines
    assert story in lines
    assert f"story begun: story-added {story} · officer-1 · 2026-11-21T09:00:00" in lines


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"subject": "{story}"}, 1),
        ({"actor": "manager-1"}, 5),
        ({"action": "story-added"}, 2),
        ({"action": "story-added", "actor": "manager-1"}, 0),
        ({"on": "2026-11-21"}, 2),
        ({"on": "2026-11-22"}, 0),
    ],
)
async def test_filters_find_what_was_asked_for_and_backspace_shows_all(app_as, open_as, wanted, count):
    officer = open_as("officer-1")
    story, _ = add_story(officer, "One").id, add_story(officer, "Two").id
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f6")
        await press(pilot, "slash")
        action = wanted.get("action")
        if action:
            pilot.app.screen.query_one("#field-action", Select).value = action
        texts = {name: text.format(story=story) for name, text in wanted.items() if name != "action"}
        await fill(pilot, **texts)
        await press(pilot, "ctrl+s")
        assert f"{count} event{'' if count == 1 else 's'} · only: " in seen(pilot)
        await press(pilot, "backspace")
        assert "only:" not in seen(pilot)


@pytest.mark.slow
async def test_a_day_that_is_none_is_told_beside_its_field(app_as):
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f6", "slash")
        await fill(pilot, on="yesterday")
        await press(pilot, "ctrl+s")
        assert "“yesterday” is not a day." in seen(pilot)


async def test_a_whole_log_is_found_intact_and_a_changed_event_is_named(app_as, open_as):
    add_story(open_as("officer-1"), "One")
    async with app_as("manager-1") as pilot:
        await press(pilot, "f6", "v")
        assert "✓ The log is intact. 10 events" in seen(pilot)
        _tamper(open_as("manager-1"), 3)
        await press(pilot, "v")
        assert "✗ The log is not intact." in seen(pilot)
        assert "Event 3 was changed after it was recorded." in seen(pilot)


async def test_a_manager_says_why_the_clock_went_back_and_nobody_else_is_asked(app_as, open_as, clock):
    clock.advance(days=40)
    add_story(open_as("officer-1"), "Ahead")
    clock.advance(days=-40)
    async with app_as("auditor-1") as pilot:
        await press(pilot, "f6", "t")
        assert "Say why the clock went back" not in seen(pilot)
    async with app_as("manager-1") as pilot:
        assert "was recorded at a time that has not come" in seen(pilot)
        await press(pilot, "f6", "t")
        pilot.app.screen.query_one("#field-why", Select).value = "was-ahead"
        await fill(pilot, today="2026-11-21")
        await press(pilot, "ctrl+s")
        assert "stand in nobody's way" in seen(pilot)
        await press(pilot, "v")
        assert "The log is intact." in seen(pilot)
        assert "manager-1 said why" in " ".join(seen(pilot).split())


@pytest.mark.slow
async def test_a_changed_row_is_taken_over_by_two_people(app_as, open_as):
    story = add_story(open_as("officer-1"), "Whole").id
    db = open_as("auditor-1").records.db
    with db.writing():
        db.execute("UPDATE stories SET title = 'damaged' WHERE id = ?", [story])
    for handle, told in (("manager-1", "Asked."), ("safeguarding-1", "Taken over as it is.")):
        async with app_as(handle) as pilot:
            await press(pilot, "f6", "o")
            assert "Take a changed row over" not in seen(pilot)
            await press(pilot, "v", "o")
            pilot.app.screen.query_one("#field-row", Select).value = f"stories {story}"
            pilot.app.screen.query_one("#field-why", Select).value = "disk-damage"
            await press(pilot, "ctrl+s")
            assert told in seen(pilot)
    assert verify_audit(open_as("auditor-1")).is_intact


async def test_a_head_is_carried_away_once_and_proves_the_log_later(app_as, open_as, tmp_path):
    head = tmp_path / "head.json"
    async with app_as("manager-1") as pilot:
        await press(pilot, "f6", "h")
        await fill(pilot, file=str(head))
        await press(pilot, "ctrl+s")
        assert "Keep the file where this machine cannot reach it." in seen(pilot)
        await press(pilot, "h")
        await fill(pilot, file=str(head))
        await press(pilot, "ctrl+s")
        assert "The file head.json is there already." in seen(pilot)
        await press(pilot, "escape", "V")
        await fill(pilot, file=str(head))
        await press(pilot, "ctrl+s")
        assert "✓ The log is intact." in seen(pilot)


@pytest.mark.slow
async def test_the_key_and_the_hashes_are_handed_out_and_prove_a_head(app_as, tmp_path):
    files = {name: tmp_path / f"{name}.json" for name in ("key", "head", "hashes")}
    async with app_as("manager-1") as pilot:
        await press(pilot, "f6", "g", "enter")
        await fill(pilot, file=str(files["key"]))
        await press(pilot, "ctrl+s")
        assert "Fingerprint of the key:" in seen(pilot)
        await press(pilot, "escape", "h")
        await fill(pilot, file=str(files["head"]))
        await press(pilot, "ctrl+s", "g", "down", "enter")
        await fill(pilot, file=str(files["hashes"]))
        await press(pilot, "ctrl+s", "g", "down", "down", "enter")
        await fill(pilot, head=str(files["head"]), hashes=str(files["hashes"]), key=str(files["key"]))
        await press(pilot, "ctrl+s")
        assert "✓ 1 head is signed with this key." in seen(pilot)
        assert "✓ One log of 9 events holds all of them" in seen(pilot)


@pytest.mark.slow
async def test_a_file_that_is_no_certificate_is_told(app_as, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7")
    async with app_as("manager-1") as pilot:
        await press(pilot, "f6", "g", "end", "enter")
        await fill(pilot, file=str(other))
        await press(pilot, "ctrl+s")
        assert "NOT GENUINE: there is no signed part in this file." in seen(pilot)


@pytest.mark.slow
async def test_a_forged_head_is_told(app_as, open_as, tmp_path):
    head, _file = give_head(open_as("manager-1"))
    forged = tmp_path / "forged.json"
    forged.write_text(head.model_copy(update={"hash": "0" * 64}).model_dump_json())
    async with app_as("manager-1") as pilot:
        await press(pilot, "f6", "V")
        await fill(pilot, file=str(forged))
        await press(pilot, "ctrl+s")
        assert "A head was not signed by this workspace" in seen(pilot)


@pytest.mark.parametrize("handle", ["officer-1", "volunteer-1"])
async def test_who_does_not_audit_is_told_kindly_and_sees_no_event(app_as, handle):
    async with app_as(handle) as pilot:
        await press(pilot, "f6")
        assert "Your role may not read this. It takes: auditor, keeper, manager, safeguarding." in seen(pilot)
        assert "workspace-created" not in seen(pilot)
        await press(pilot, "down", "end")
        assert "workspace-created" not in seen(pilot)


@pytest.mark.slow
@in_every_size
async def test_the_log_stands_at_any_size(app_as, size):
    async with app_as("auditor-1", size=size) as pilot:
        await press(pilot, "f6", "v", "end", "home")
        assert "9 events" in seen(pilot)
        if size is not TINY:
            assert "Carry head away" in seen(pilot)
