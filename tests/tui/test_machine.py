"""The doctor, the policies and the report, by keys and by what is seen."""

import re

import pytest
from driving import LARGE, fill, in_every_size, press, settle, until, write
from seeing import seen
from textual.widgets import OptionList

from consentkit.catalogue.shipped import policies_folder
from consentkit.tui.sections import load_screen

SCREENS = ["office.machine:MachineScreen", "office.machine:PoliciesScreen", "office.reports:ReportScreen"]


async def _open(pilot, place):
    pilot.app.push_screen(load_screen(place))
    await settle(pilot)


async def test_the_palette_opens_the_doctor(app_as):
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "doctor")
        found = pilot.app.screen.query_one(OptionList)
        await until(pilot, lambda: found.option_count == 1)  # it gathers what it finds beside the screen
        await press(pilot, "enter")
        assert "✓ The log is intact (9 events)." in seen(pilot)
        assert "Face detector centerface is ready" in seen(pilot)
        assert re.search(
            r"✓ The records have schema (\d+); this program knows every schema up to \1\.", seen(pilot)
        )


async def test_the_doctor_tells_when_a_newer_program_has_come_meanwhile(app_as, request):
    async with app_as("manager-1", size=LARGE) as pilot:
        request.getfixturevalue("newer_program")
        await _open(pilot, "office.machine:MachineScreen")
        assert "The records have schema 999, and this program knows only" in seen(pilot)


async def test_the_worst_finding_stands_first(app_as, workspace_folder):
    (workspace_folder / "policies" / "own.toml").write_text("nothing")
    async with app_as("manager-1") as pilot:
        await _open(pilot, "office.machine:MachineScreen")
        marks = [line.strip()[0] for line in seen(pilot).splitlines() if line.strip()[:1] in {*"✗!✓"}]
    assert marks[0] == "✗"
    assert "".join(marks) == "".join(sorted(marks, key="✗!✓".index))


async def test_policies_are_listed_with_their_status_and_questions(app_as):
    async with app_as("volunteer-1", size=LARGE) as pilot:
        await _open(pilot, "office.machine:PoliciesScreen")
        assert "66 questions · nobody has reviewed it yet" in seen(pilot)
        assert "1.1a" in seen(pilot)
        assert "✓ asked of every story" in seen(pilot)
        assert "What is asked" not in seen(pilot), "a manager chooses"


async def test_a_manager_chooses_what_is_asked_of_every_story(app_as):
    async with app_as("manager-1", size=LARGE) as pilot:
        await _open(pilot, "office.machine:PoliciesScreen")
        await press(pilot, "a", "space", "ctrl+s")
        assert "Chosen. Every story is checked by these questions from now on." in seen(pilot)
        await press(pilot, "end")
        assert "not asked" not in seen(pilot)
        await press(pilot, "a", "ctrl+s")
        assert "These policies are chosen already." in seen(pilot)


async def test_a_policy_file_is_checked_before_it_is_put_in(app_as, tmp_path):
    sound = policies_folder() / "guidance-note-2016.toml"
    broken = tmp_path / "own.toml"
    broken.write_text('id = "own"\n')
    async with app_as("manager-1") as pilot:
        await _open(pilot, "office.machine:PoliciesScreen")
        await press(pilot, "c")
        await fill(pilot, file=str(sound))
        await press(pilot, "ctrl+s")
        assert "✓ guidance-note-2016.toml can be used." in seen(pilot)
        await press(pilot, "c")
        await fill(pilot, file=str(broken))
        await press(pilot, "ctrl+s")
        assert "✗ own.toml: version" in seen(pilot)


async def test_the_report_is_for_other_days_too_and_leaves_without_small_numbers(app_as, tmp_path):
    out = tmp_path / "year.csv"
    async with app_as("manager-1", size=LARGE) as pilot:
        await _open(pilot, "office.reports:ReportScreen")
        assert "1 January 2026 – 21 November 2026" in seen(pilot)
        await press(pilot, "t")
        await fill(pilot, from_on="2026-05-02", until="2026-05-01")
        await press(pilot, "ctrl+s")
        assert "The last day (1 May 2026) lies before the first (2 May 2026)." in seen(pilot)
        await fill(pilot, until="2026-05-31")
        await press(pilot, "ctrl+s")
        assert "2 May 2026 – 31 May 2026" in seen(pilot)
        assert "0  Takedowns opened" in seen(pilot)
        await press(pilot, "e")
        await fill(pilot, file=str(out))
        await press(pilot, "ctrl+s")
    assert "takedowns-opened,Takedowns opened,fewer than 5" in out.read_text()


async def test_who_does_not_audit_gets_no_report(app_as):
    async with app_as("officer-1") as pilot:
        await _open(pilot, "office.reports:ReportScreen")
        assert "Your role may not read this." in seen(pilot)
        assert "Takedowns" not in seen(pilot)


@in_every_size
@pytest.mark.parametrize("place", SCREENS)
async def test_the_screens_stand_at_any_size_and_are_left_again(app_as, place, size):
    async with app_as("manager-1", size=size) as pilot:
        await _open(pilot, place)
        opened = pilot.app.screen
        await press(pilot, "pagedown", "escape")
        assert pilot.app.screen is not opened
