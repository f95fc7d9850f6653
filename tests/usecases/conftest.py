"""A story with a real portrait in it, one with words alone, and all it takes to clear them."""

import shutil
from collections import namedtuple
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import pytest
from racing import Races
from story_cases import WEBSITE, Case, begin_case

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.bases import BasisKind
from consentkit.domain.values import Channel
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.stories.bases import NewBasis, record_basis
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.workspaces import open_workspace


def _standing_still():
    """The instant at which every test's own clock begins."""
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def portrait():
    """A public-domain portrait with one face, in which both detectors find nothing else."""
    return assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture(scope="session")
def other_portrait():
    """Another one."""
    return assets_folder() / "demo" / "astronaut.png"


@pytest.fixture
def last_event(open_as):
    """The newest event as (action, actor, subject)."""

    def read():
        event = read_audit(open_as("auditor-1"), limit=1)[0]
        return event.action, event.actor, event.subject

    return read


@pytest.fixture
def events(open_as):
    """`events()` gives every event, newest first; `events("story-added")` those of one act."""

    def read(action=None):
        found = read_audit(open_as("auditor-1"), limit=10_000)
        return [event for event in found if action in {None, event.action}]

    return read


@pytest.fixture
def nothing_kept(open_as):
    """`with nothing_kept(Refused, "role-may-not"): ...` must fail so, and leave everything as it was."""
    reader = open_as("auditor-1")

    def everything():
        db, folder = reader.records.db, reader.folders.root
        rows = {name: [tuple(row.items()) for row in db[name].rows] for name in db.table_names()}
        # The database's own files change when they are only read.
        return rows, {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".db" not in p.name}

    @contextmanager
    def watch(error, code):
        before = everything()
        with pytest.raises(error, match=f"^{code}$"):
            yield
        assert everything() == before

    return watch


@pytest.fixture
def races(workspace_folder, passphrase, clock):
    """Two people at this test's workspace: see `racing.py`."""
    return Races(workspace_folder, passphrase, clock)


@pytest.fixture
def case(open_as, tmp_path):
    """A story with one contributor and nothing else."""
    return begin_case(open_as, tmp_path)


@pytest.fixture(scope="session")
def opened_once(passphrase):
    """`with opened_once(folder) as open_as:` opens a workspace that is made once and copied for each test."""

    @contextmanager
    def open_it(folder):
        with ExitStack() as opened:
            yield lambda handle: opened.enter_context(
                open_workspace(folder, handle, passphrase, clock=_standing_still)
            )

    return open_it


Base = namedtuple("Base", "folder person story consent")


@pytest.fixture(scope="session")
def words_base(make_workspace, tmp_path_factory, opened_once):
    """A workspace with one cleared story of words alone, made once."""
    below = tmp_path_factory.mktemp("words")
    folder = make_workspace(below)
    with opened_once(folder) as open_as:
        case = begin_case(open_as, below)
        case.draft()
        consent = case.consent(scope=case.scope(channels=frozenset(Channel)))
        case.plan()
        case.approve()
        case.answer_all()
        assert case.codes() == []
    return Base(folder, case.person, case.story, consent)


@pytest.fixture
def words_folder(words_base, tmp_path):
    """This test's own copy of it; a module of tests makes it its `workspace_folder`."""
    return shutil.copytree(words_base.folder, tmp_path / "workspace")


@pytest.fixture
def words(open_as, words_base, tmp_path):
    """The cleared story of words alone, where `workspace_folder` is `words_folder`."""
    return Case(open_as, tmp_path, words_base.person, words_base.story)


@pytest.fixture(scope="session")
def cleared_base(make_workspace, tmp_path_factory, opened_once, portrait, other_portrait):
    """A workspace with one cleared story of a portrait, and one in which the other was scanned; made once.

    The program looks at the same file once: a test that scans one in its own copy finds the answer here.
    """
    below = tmp_path_factory.mktemp("cleared")
    folder = make_workspace(below)
    with opened_once(folder) as open_as:
        begin_case(open_as, below).picture(other_portrait)
        case = begin_case(open_as, below)
        consent = case.consent()
        case.plan()
        case.picture(portrait)
        case.settle_and_copy()
        case.approve()
        case.answer_all()
        assert case.codes() == []
    return Base(folder, case.person, case.story, consent)


@pytest.fixture
def cleared_folder(cleared_base, tmp_path):
    """This test's own copy of it; a module of tests makes it its `workspace_folder`."""
    return shutil.copytree(cleared_base.folder, tmp_path / "workspace")


@pytest.fixture(scope="session")
def published_base(cleared_base, tmp_path_factory, opened_once):
    """The cleared story with a portrait after it was published, made once."""
    below = tmp_path_factory.mktemp("published")
    folder = shutil.copytree(cleared_base.folder, below / "workspace")
    with opened_once(folder) as open_as:
        case = Case(open_as, below, cleared_base.person, cleared_base.story)
        case.certify()
        publish_story(case.officer, case.story, WEBSITE, where="https://example.org/1")
        assert case.codes() == []
    return folder


@pytest.fixture
def published_folder(published_base, tmp_path):
    """This test's own copy of it; a module of tests makes it its `workspace_folder`."""
    return shutil.copytree(published_base, tmp_path / "workspace")


@pytest.fixture
def clearable(open_as, cleared_base, tmp_path):
    """The cleared story with a portrait, where `workspace_folder` is `cleared_folder`."""
    return Case(open_as, tmp_path, cleared_base.person, cleared_base.story)


@pytest.fixture(scope="session")
def hills_base(words_base, tmp_path_factory, opened_once):
    """A story of words that is nobody's, planned and answered, with no basis yet; made once."""
    below = tmp_path_factory.mktemp("hills")
    folder = shutil.copytree(words_base.folder, below / "workspace")
    with opened_once(folder) as open_as:
        case = Case(open_as, below, None, add_story(open_as("officer-1"), "The hills").id)
        case.draft("The hills are green after the rain.")
        case.plan()
        # Of others' words it is asked who they are of: that is answered, too.
        record_basis(case.officer, NewBasis(thing=case.story, kind=BasisKind.MACHINE, comes_from="A program"))
        case.answer_all()
        record_basis(case.officer, NewBasis(thing=case.story, kind=BasisKind.CONSENT))
    return folder, case.story


@pytest.fixture
def hills_folder(hills_base, tmp_path):
    """This test's own copy of it; a module of tests makes it its `workspace_folder`."""
    return shutil.copytree(hills_base[0], tmp_path / "workspace")


@pytest.fixture
def hills(open_as, hills_base, tmp_path):
    """The story that is nobody's, where `workspace_folder` is `hills_folder`."""
    return Case(open_as, tmp_path, None, hills_base[1])
