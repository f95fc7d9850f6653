"""Make a small whole workspace of a release, so that it still opens when it is old. Run it once at a release.

uv run python tests/usecases/data/make_workspace.py
"""

from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from consentkit.domain.people import Identity
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import KdfCost
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace

PASSPHRASE = "correct horse battery"
WORDS = "She teaches two of eleven patterns.\n"
IDENTITY = Identity(name="Nobody at All", contact="")
FOUNDER = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER, Role.OFFICER}))
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)


def main() -> None:
    """Write the workspace of the version that runs."""
    folder = Path(__file__).parent / f"workspace-{version('consentkit')}"
    create_workspace(folder, FOUNDER, PASSPHRASE, organisation="Example", cost=_CHEAP)
    with open_workspace(folder, FOUNDER.handle, PASSPHRASE) as workspace:
        person = add_contributor(workspace, NewContributor(language="th"))
        seal_identity(workspace, person.code, IDENTITY)
        story = add_story(workspace, "Ban Nam")
        put_contributor(workspace, story.id, person.code)
        with TemporaryDirectory() as room:
            words = Path(room) / "words.txt"
            words.write_text(WORDS, encoding="utf-8")
            put_draft(workspace, story.id, words)
        # One file, with nothing left in a journal beside it.
        workspace.records.db.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    main()
