"""Making and opening a workspace, and which day it is there."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, NotFound, Refused, Unavailable
from consentkit.domain.roles import Actor, Role
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.stories.stories import list_stories
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import WorkspaceFolders, actors_of, open_workspace

FOUNDER = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.fixture
def make(tmp_path, passphrase, cheap_cost, clock):
    def make_it(folder=tmp_path / "new", **settings):
        create_workspace(folder, FOUNDER, passphrase, cost=cheap_cost, clock=clock, **settings)
        return folder

    return make_it


def _open(folder, handle, passphrase, clock):
    with open_workspace(folder, handle, passphrase, clock=clock) as workspace:
        return workspace


def test_a_workspace_is_made_where_nothing_is(make, tmp_path):
    (tmp_path / "empty").mkdir()
    folder = make(tmp_path / "empty")
    assert actors_of(folder) == ("manager-1",)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    with pytest.raises(Conflict, match="folder-not-empty"):
        make(tmp_path / "taken")
    with pytest.raises(Conflict, match="folder-not-empty"):
        make(folder)
    assert [p.name for p in (tmp_path / "taken").iterdir()] == ["mine.txt"]


def test_a_workspace_that_cannot_be_made_is_told(make, tmp_path):
    (tmp_path / "file").write_text("a file is in the way")
    with pytest.raises(Unavailable, match="folder-cannot-be-made"):
        make(tmp_path / "file" / "below")


@pytest.mark.parametrize("settings", [{"timezone": "Mars/Base"}, {"organisation": "two\nlines"}])
def test_settings_that_cannot_be_make_nothing(make, tmp_path, settings):
    with pytest.raises(InvalidInput, match="setting-not-usable"):
        make(**settings)
    assert not (tmp_path / "new").exists()


def test_opening_needs_a_workspace_an_actor_and_the_passphrase(workspace_folder, tmp_path, passphrase, clock):
    with pytest.raises(NotFound, match="workspace-missing"):
        _open(tmp_path, "officer-1", passphrase, clock)
    with pytest.raises(NotFound, match="actor-unknown"):
        _open(workspace_folder, "stranger", passphrase, clock)
    with pytest.raises(Refused, match="passphrase-wrong"):
        _open(workspace_folder, "officer-1", "not this passphrase", clock)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("keyfile.json", "{}", "keyfile-damaged"),
        ("config.toml", "timezone = 7", "settings-broken"),
        ("records.db", "no database" * 1000, "database-damaged"),
    ],
)
def test_a_damaged_file_is_named(workspace_folder, open_as, name, content, code):
    (workspace_folder / name).write_text(content)
    with pytest.raises(BadDataFile, match=code):
        open_as("officer-1")


def test_missing_settings_are_not_guessed(workspace_folder, passphrase, clock):
    WorkspaceFolders(workspace_folder).settings.unlink()
    with pytest.raises(BadDataFile, match="settings-missing"):
        _open(workspace_folder, "officer-1", passphrase, clock)


def _damage_a_page(workspace, table):
    """Write over a table's page behind the open database's back."""
    db = workspace.records.db
    page = db.rows("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))[0]["rootpage"]
    db.conn.execute("PRAGMA cache_size = 0")
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with workspace.folders.records.open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(b"\xff" * 100)


def test_a_damaged_page_that_is_met_at_work_is_a_damaged_file(workspace_folder, passphrase, clock):
    def work():
        with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as workspace:
            _damage_a_page(workspace, "stories")
            list_stories(workspace)

    with pytest.raises(BadDataFile, match="database-damaged"):
        work()


def test_the_day_is_the_one_where_the_organisation_works(make, passphrase, clock):
    clock.now = datetime(2026, 11, 21, 20, tzinfo=UTC)
    assert _open(make(timezone="Asia/Bangkok"), "manager-1", passphrase, clock).today == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("timezone", "midnight"),
    [
        ("Asia/Bangkok", datetime(2027, 3, 1, 17, tzinfo=UTC)),
        ("UTC", datetime(2027, 3, 2, tzinfo=UTC)),
        ("America/Lima", datetime(2027, 3, 2, 5, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_midnight_there(words, open_as, clock, timezone, midnight):
    config = words.officer.folders.settings
    config.write_text(config.read_text().replace('timezone = "UTC"', f'timezone = "{timezone}"'))
    words.officer = open_as("officer-1")
    clock.now = midnight - timedelta(seconds=1)
    # What was said about risk holds for days only.
    words.answer_all()
    assert words.codes() == []
    clock.now = midnight
    assert "plan-ended" in words.codes()


def test_a_certificate_carries_the_day_where_the_organisation_works(words, open_as, clock):
    config = words.officer.folders.settings
    config.write_text(config.read_text().replace('timezone = "UTC"', 'timezone = "Asia/Bangkok"'))
    clock.now = datetime(2026, 11, 21, 20, tzinfo=UTC)
    words.open_as = lambda _: certifier
    certifier = open_as("manager-1")
    words.certify()
    words.officer = open_as("officer-1")
    assert words.clear().certificate.issued_on == date(2026, 11, 22)


def test_a_change_that_fails_leaves_no_row_and_no_event(words, nothing_kept):
    with nothing_kept(InvalidInput, "draft-damaged"):
        put_draft(words.officer, words.story, b"%PDF-1.4 nothing")
