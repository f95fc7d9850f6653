"""Actors: added, removed, and a passphrase changed, by keys and by what is seen."""

import pytest
from driving import LARGE, fill, in_every_size, press, settle, text_of, unlock
from quick_cases import quick_first
from seeing import seen
from textual.widgets import Input, Label, Select, SelectionList

from consentkit.domain.errors import Conflict
from consentkit.domain.roles import Actor, Role
from consentkit.store.log.audits import read_events
from consentkit.usecases.office.actors import list_actors
from consentkit.usecases.office.rekeys import is_rekey_unfinished, rekey, replace_keys
from consentkit.usecases.office.settings import look_at_settings
from consentkit.usecases.workspaces import open_workspace

WORDS = "four words to remember"
OWN = "five other words for myself"


async def _set_own(pilot, new, again):
    for field, words in (("#new", new), ("#again", again)):
        pilot.app.screen.query_one(field, Input).value = words
    pilot.app.screen.query_one("#again").focus()
    await press(pilot, "enter")


async def _fill_new(pilot, handle, *roles, new=WORDS, again=WORDS):
    await press(pilot, "a")
    await fill(pilot, handle=handle, new=new, again=again)
    chosen = pilot.app.screen.query_one("#field-roles", SelectionList)
    for role in roles:
        chosen.select(role)
    await press(pilot, "ctrl+s")


async def test_a_manager_adds_an_actor_who_can_then_unlock(app_as, open_as):
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7")
        await _fill_new(pilot, "officer-2", "officer", "volunteer")
        assert "officer-2 can unlock this workspace now" in seen(pilot)
        assert "officer, volunteer" in seen(pilot)
        await press(pilot, "ctrl+l")
        pilot.app.screen.query_one("#handle", Select).value = "officer-2"
        await unlock(pilot, WORDS)
        assert "This passphrase is for once." in seen(pilot)
        assert not pilot.app.is_unlocked
        await _set_own(pilot, OWN, "another thing")
        assert "The two passphrases differ." in seen(pilot)
        await _set_own(pilot, WORDS, WORDS)
        assert "passphrase that it was" in seen(pilot)
        await _set_own(pilot, OWN, OWN)
        assert pilot.app.unlocked.workspace.actor.handle == "officer-2"
        assert pilot.app.unlocked.workspace.actor.roles == {Role.OFFICER, Role.VOLUNTEER}


@pytest.mark.parametrize(
    ("handle", "roles", "typed", "words"),
    quick_first(
        [
            ("Sokha", ["officer"], {}, "“Sokha” cannot be a handle."),
            ("officer-1", ["officer"], {}, "There is an actor officer-1 already."),
            ("officer-2", ["officer"], {"again": "something else here"}, "The two passphrases differ."),
            ("officer-2", ["officer"], {"new": "short", "again": "short"}, "The passphrase is too short."),
            ("officer-2", [], {}, "This is needed."),
        ],
        1,
    ),
)
async def test_what_cannot_be_is_told_and_nobody_is_added(*, app_as, open_as, handle, roles, typed, words):
    before = list_actors(open_as("manager-1"))
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f7")
        await _fill_new(pilot, handle, *roles, **typed)
        assert words in seen(pilot)
    assert list_actors(open_as("manager-1")) == before


async def test_a_typed_passphrase_is_never_kept(app_as, workspace_folder):
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7", "a")
        await fill(pilot, handle="officer-2", new=WORDS, again=WORDS)
        await press(pilot, "escape", "a")
        fields = {one.id: one.value for one in pilot.app.screen.query("Input")}
    assert fields == {"field-handle": "officer-2", "field-new": "", "field-again": ""}


async def test_removing_asks_first(app_as, open_as):
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7", "down", "down", "d")
        assert "Remove officer-1?" in seen(pilot)
        await press(pilot, "n")
        assert "officer-1" in {actor.handle for actor in list_actors(open_as("manager-1"))}
        await press(pilot, "d", "y")
        assert "officer-1 is removed." in seen(pilot)
    assert "officer-1" not in {actor.handle for actor in list_actors(open_as("manager-1"))}


@pytest.mark.slow
async def test_nobody_removes_themselves(app_as):
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7", "down", "d", "y")
        assert "You cannot remove yourself." in seen(pilot)


async def test_a_manager_gives_other_roles_and_the_last_keeper_stays(app_as, open_as):
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f7", "down", "down", "r")
        assert "Roles of officer-1" in seen(pilot)
        pilot.app.screen.query_one("#field-roles", SelectionList).select("safeguarding")
        await press(pilot, "ctrl+s")
        assert "officer-1 has other roles now" in seen(pilot)
        assert "no second person beside manager-1 yet" in seen(pilot)
        await press(pilot, "up", "r")
        pilot.app.screen.query_one("#field-roles", SelectionList).deselect("keeper")
        await press(pilot, "ctrl+s")
        assert "manager-1 is the last keeper." in seen(pilot)
    roles = {actor.handle: actor.roles for actor in list_actors(open_as("auditor-1"))}
    assert roles["officer-1"] == {Role.OFFICER, Role.SAFEGUARDING}
    assert roles["manager-1"] == {Role.MANAGER, Role.KEEPER}


async def test_a_keeper_vouches_after_a_question(app_as, open_as, add_settled, vouch):
    add_settled(open_as("manager-1"), Actor(handle="aide-1", roles=frozenset({Role.OFFICER})))
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7", "v", "y")
        assert "may be one hand" in seen(pilot)
    vouch("aide-1")
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7")
        assert "keeper-9 vouched" in seen(pilot)


@pytest.mark.slow
async def test_a_changed_passphrase_opens_and_the_old_one_does_not(app_as, workspace_folder, passphrase):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f7", "p")
        await fill(pilot, old="not this one", new=WORDS, again=WORDS)
        await press(pilot, "ctrl+s")
        assert "The passphrase is wrong." in seen(pilot)
        await fill(pilot, old=passphrase)
        await press(pilot, "ctrl+s")
        assert "Your new passphrase opens the workspace from now on." in seen(pilot)
    with open_workspace(workspace_folder, "officer-1", WORDS) as opened:
        assert opened.actor.handle == "officer-1"


async def test_who_manages_nobody_is_told_whose_work_it_is(app_as):
    async with app_as("officer-1") as pilot:
        for key in ("a", "d", "r"):
            await press(pilot, "f7")
            assert "It takes: manager." not in seen(pilot)
            await press(pilot, key)
            assert "Your role may not do this" in seen(pilot)
            assert "It takes: manager." in seen(pilot)
            pilot.app.clear_notifications()


@pytest.mark.slow
@in_every_size
async def test_the_list_stands_at_any_size(app_as, size):
    async with app_as("manager-1", size=size) as pilot:
        await press(pilot, "f7")
        assert "safeguarding-1" in seen(pilot)
        await press(pilot, "a")
        assert "Add an actor" in seen(pilot)


async def test_a_changed_setting_is_told_on_home_and_accepted_where_home_leads(
    app_as, workspace_folder, open_as
):
    config = workspace_folder / "config.toml"
    config.write_text(config.read_text().replace('organisation = "Example"', 'organisation = "Another"'))
    async with app_as("manager-1", size=LARGE) as pilot:
        assert "Settings or own files are not those that a manager accepted. Files: 1." in text_of(pilot.app)
        await press(pilot, "enter")
        assert "accepted last by manager-1 on 12 October 2026." in text_of(pilot.app)
        assert "✗ config.toml was changed since" in text_of(pilot.app)
        await press(pilot, "a", "y")
        assert "config.toml was changed" not in text_of(pilot.app)
    assert look_at_settings(open_as("officer-1")).is_accepted


async def test_an_officer_sees_the_settings_and_accepts_none(app_as, workspace_folder):
    (workspace_folder / "policies" / "house.toml").write_text("id = 1")
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f7", "s")
        assert "✗ policies/house.toml was put there since" in text_of(pilot.app)
        await press(pilot, "a")
        assert "✗ policies/house.toml was put there since" in text_of(pilot.app)


def _meter(pilot):
    return str(pilot.app.screen.query_one("#passphrase-meter", Label).content)


@pytest.mark.slow
async def test_how_strong_a_new_passphrase_is_stands_below_it_while_it_is_typed(app_as):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f7", "p")
        for typed, words in [
            ("seven owls", "10 of at least 15 characters"),
            ("officer-1 officer-1", "Too many people would try this passphrase"),
            ("test passphrase one", "Weak:"),
            ("correct horse battery", "Fair:"),
            ("lamp mango cloud spoon tiger window", "Strong,"),
        ]:
            await fill(pilot, new=typed)
            await pilot.pause()
            assert words in seen(pilot)


@pytest.mark.slow
async def test_a_passphrase_is_drawn_and_shown_and_never_filled_in_unread(app_as):
    async with app_as("officer-1") as pilot:
        await press(pilot, "f7", "p", "ctrl+g")
        first = _meter(pilot).split("\n")[0]
        await press(pilot, "ctrl+g")
        second = _meter(pilot).split("\n")[0]
        assert len(first.split()) == len(second.split()) == 8
        assert first != second
        assert pilot.app.screen.query_one("#field-new", Input).value == ""


@pytest.mark.slow
async def test_who_sets_the_first_passphrase_of_their_own_is_told_how_strong_it_is(app_as):
    async with app_as("manager-1") as pilot:
        await press(pilot, "f7")
        await _fill_new(pilot, "officer-2", "officer")
        await press(pilot, "ctrl+l")
        pilot.app.screen.query_one("#handle", Select).value = "officer-2"
        await press(pilot, "ctrl+g")
        assert _meter(pilot) == ""
        await unlock(pilot, WORDS)
        pilot.app.screen.query_one("#new", Input).value = "officer-2 officer-2"
        await press(pilot, "ctrl+g")
        assert "Too many people would try this passphrase" in seen(pilot)
        assert "Drawn by chance (65 bits)" in seen(pilot)


@pytest.mark.slow
async def test_a_keeper_who_removes_somebody_is_offered_new_keys_and_works_on(
    app_as, workspace_folder, passphrase, clock
):
    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f7")
        pilot.app.screen.query_one("VirtualTable").cursor = 4
        await press(pilot, "d", "y")
        assert "volunteer-1 is removed." in seen(pilot)
        assert "Replace the keys?" in seen(pilot)
        # One who stays gets no new keys: they come back with the new recovery code.
        await press(pilot, "space", "ctrl+s")
        await settle(pilot)
        assert "New recovery code" in seen(pilot)
        assert "Write it on paper now." in seen(pilot)
        await press(pilot, "escape")
        await settle(pilot)
        assert "The keys are replaced" in seen(pilot)
        assert pilot.app.unlocked.workspace.records.keys.epoch == 1
        await _fill_new(pilot, "officer-2", "officer")
        assert "officer-2 can unlock this workspace now" in seen(pilot)
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        assert not is_rekey_unfinished(officer)
        (begun,) = read_events(officer.records.db, action="keys-replaced")
    assert begun.body["left_out"] == ["auditor-1"]


@pytest.mark.slow
async def test_who_is_at_work_while_keys_are_replaced_signs_in_again(
    app_as, workspace_folder, passphrase, cheap_cost, clock
):
    async with app_as("officer-1") as pilot:
        with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
            rekey(manager, lambda _code: None, cost=cheap_cost)
        await press(pilot, "f7")
        assert not pilot.app.is_unlocked
        assert "The keys of this workspace were replaced meanwhile." in seen(pilot)
        await unlock(pilot, passphrase)
        assert pilot.app.unlocked.workspace.records.keys.epoch == 1


@pytest.mark.slow
async def test_what_was_stopped_is_told_on_home_and_goes_on(
    app_as, workspace_folder, passphrase, cheap_cost, clock
):
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        replace_keys(manager, lambda _code: None, cost=cheap_cost)
    async with app_as("manager-1", size=LARGE) as pilot:
        assert "The keys were replaced on 21 November 2026" in seen(pilot)
        await press(pilot, "f7", "n")
        await settle(pilot)
        assert "The keys are replaced" in seen(pilot)
    async with app_as("officer-1") as pilot:
        await press(pilot, "f7", "n")
        assert "Replace the keys?" not in seen(pilot)


async def test_a_row_that_is_drawn_between_the_keys_and_the_lock_is_empty(app_as):
    def replaced(_first, _count):
        raise Conflict("keys-replaced")

    async with app_as("manager-1", size=LARGE) as pilot:
        await press(pilot, "f7")
        table = pilot.app.screen.query_one("VirtualTable")
        table.show_rows(3, replaced)
        assert table.render_line(1).text.strip() == ""
        table.show_rows(1, lambda _first, _count: [("auditor-1", "", "")])
        assert "auditor-1" in table.render_line(1).text
