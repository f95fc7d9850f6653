"""A database of each schema that there was opens, and its rows are read as today's values."""

import ast
import pkgutil
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

import consentkit.store
from consentkit.store.database import migrations
from consentkit.store.database.encrypted import open_database
from consentkit.store.database.foreign_rules import check_rules
from consentkit.store.database.migrations import identities_migrations, records_migrations
from consentkit.store.database.migrations.frozen import grade_of_width, width_of_box
from consentkit.store.database.schema import migrate, versions_of
from consentkit.store.database.tables import Table
from consentkit.store.log import audits
from consentkit.store.log.row_digests import covered_tables
from consentkit.store.office.actors import list_actors

KEPT = Path(__file__).parent / "data" / "schemas"
MIGRATIONS = sorted(Path(migrations.__path__[0]).glob("*.py"))
KEY = bytes(range(32))
NAMES = [migration.name for migration in records_migrations._migrations]
TODAY = len(NAMES)
MADE_ANEW = {"public_copies"}
"""What stood in these was checked less before, and has to be made again."""


def _opened(below, version):
    """The database of a schema, brought up to date."""
    db = open_database(below / f"records-{version}.db", KEY)
    _fill(db, version)
    migrate(db, records_migrations)
    return db


def _fill(db, version):
    script = (KEPT / f"records-{version:03}.sql").read_text(encoding="utf-8")
    db.conn.executescript(f"PRAGMA query_only = OFF; PRAGMA foreign_keys = OFF; BEGIN; {script} COMMIT;")
    db.conn.execute("PRAGMA foreign_keys = ON")
    db.conn.execute("PRAGMA query_only = ON")
    assert versions_of(db, records_migrations).workspace == version


def _tables():
    for module in pkgutil.walk_packages(consentkit.store.__path__, "consentkit.store."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Table):
                yield value


TABLES = {table.name: table for table in _tables()}


def _values(db):
    return {name: table.where(db, "1") for name, table in TABLES.items()} | {"actors": list_actors(db)}


@pytest.fixture(scope="module")
def today(tmp_path_factory):
    """What the same rows are in today's schema."""
    with closing(_opened(tmp_path_factory.mktemp("today"), TODAY)) as db:
        values = _values(db)
    assert [name for name, found in values.items() if not found] == []
    return values


@pytest.mark.parametrize("version", range(1, TODAY + 1))
def test_a_database_of_each_schema_opens_and_its_rows_are_what_they_were(tmp_path, version, today):
    with closing(_opened(tmp_path, version)) as db:
        check_rules(db)
        assert db.rows("PRAGMA foreign_key_check") == [] or version < TODAY
        found = {name: values for name, values in _values(db).items() if values}
        assert set(found) == {name for name in today if _is_in(version, name)}
        same = set(found) - MADE_ANEW
        assert {name: found[name] for name in same} == {name: today[name] for name in same}
        assert [copy.image for copy in found.get("public_copies", ())] == [
            copy.image for copy in today["public_copies"] if "public_copies" in found
        ]


def _digests(db):
    return {(row.tab, row.key): row.now for table in covered_tables(db) for row in table.rows(db)}


@pytest.mark.parametrize("version", range(22, TODAY))
def test_no_migration_changes_what_the_log_says_of_a_row(tmp_path, version):
    """A value that a new column brings to rows of before makes each of them one that somebody changed."""
    db = open_database(tmp_path / "records.db", KEY)
    with closing(db):
        _fill(db, version)
        before = _digests(db)
        migrate(db, records_migrations)
        after = _digests(db)
    assert {key: after.get(key) for key in before} == before


def _is_in(version, table):
    return f'INSERT INTO "{table}" ' in (KEPT / f"records-{version:03}.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize("version", range(1, TODAY + 1))
def test_what_migrations_worked_out_is_what_is_worked_out_today(tmp_path, version):
    """Grades, the day from which nothing of a consent is left, and the words by which a story is found."""
    with closing(_opened(tmp_path, version)) as db:
        graded = db.rows("SELECT DISTINCT grade FROM faces")
        assert graded == ([{"grade": "clear"}] if version >= 4 else [])
        ended = db.rows("SELECT withdrawn_on FROM consents")
        assert ended == ([{"withdrawn_on": "2026-11-29"}] if version >= 3 else [])
        stories = db.rows("SELECT title FROM stories")
        sql = "SELECT title FROM story_titles WHERE story_titles MATCH 'weaving'"
        assert db.rows(sql) == stories
        nothing = "SELECT 1 FROM images WHERE scan = 'null' UNION SELECT 1 FROM consents WHERE scope = 'null'"
        assert db.rows(nothing) == []
        assert len(list(audits.read_events(db))) == (4 if version >= 6 else 0)


def test_the_names_of_migrations_that_stand_in_databases_stay():
    assert NAMES[:21] == [
        "m001_people", "m002_stories", "m003_consents", "m004_images", "m005_answers", "m006_audit",
        "m007_grades", "m008_consent_lists", "m009_finding", "m010_nothing_is_null", "m011_letters",
        "m012_same_files", "m013_public_copies", "m014_near_copies", "m015_drafts", "m016_videos",
        "m017_recordings", "m018_texts", "m019_rows_in_the_log", "m020_two_people",
        "m021_events_of_stories",
    ]  # fmt: skip
    assert [migration.name for migration in identities_migrations._migrations] == [
        "i001_identities",
        "i002_versions",
    ]


def test_migrations_are_numbered_without_a_gap_and_each_ones_schema_is_kept():
    numbers = [int(name[1:4]) for name in NAMES]
    assert numbers == list(range(1, TODAY + 1))
    kept = sorted(path.stem for path in KEPT.glob("*.sql"))
    assert kept == [f"records-{number:03}" for number in numbers], f"run {KEPT.name}/make.py once"


@pytest.mark.parametrize(
    "path", sorted(Path(migrations.__path__[0]).glob("*.py")), ids=lambda path: path.name
)
def test_migrations_import_nothing_that_changes_with_the_program(path):
    allowed = ("consentkit.store.database.encrypted", "consentkit.store.database.migrations")
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.startswith("consentkit")
    }
    assert [name for name in sorted(imported) if not name.startswith(allowed)] == []


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{'.' * node.level}{node.module or ''}"] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize(
    ("width_px", "grade"),
    [(3, "trace"), (4, "present"), (9, "present"), (10, "describable"), (20, "known-person"),
     (39, "known-person"), (40, "stranger"), (79, "stranger"), (80, "clear")],
)  # fmt: skip
def test_grades_were_given_so_in_schema_7(width_px, grade):
    assert (
        grade_of_width(width_of_box(f'{{"left": 7, "top": 0, "right": {7 + width_px}, "bottom": 9}}'))
        == grade
    )
