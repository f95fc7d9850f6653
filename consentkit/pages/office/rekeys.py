"""What is asked and said where keys are replaced."""

from consentkit.pages.fields import SEPARATOR, Filled, SeveralField
from consentkit.pages.forms import Form
from consentkit.usecases.office.actors import list_actors
from consentkit.usecases.office.rekeys import Rekey, without_hands
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _, _n


def rekey_form(workspace: Workspace) -> Form[frozenset[str]]:
    """Return what is asked before keys are replaced; saving gives the handles of who gets no new ones."""
    others = [one.handle for one in list_actors(workspace) if one.handle != workspace.actor.handle]
    left_out = SeveralField(
        "left_out",
        _("Who gets no new keys"),
        SEPARATOR.join(without_hands(workspace)),
        options=tuple((handle, handle) for handle in others),
        meaning=str,
        is_required=False,
        help=_(
            "They come back with the new recovery code alone. Ticked at first: who signed in too long ago."
        ),
        error_codes=("actors-without-hand",),
    )

    def save(filled: Filled) -> frozenset[str]:
        return left_out.read(filled)

    lines = (
        _("Who left and kept a copy of the key file opens nothing with it that is written afterwards."),
        _("Everybody else signs in as before; whoever is at work just now signs in again."),
        _("A new recovery code is shown once, and the one on paper ends."),
        _("Backups of before open with the keys of then."),
    )
    return Form("new-keys", _("Replace the keys?"), (left_out,), save, intro="\n".join(lines))


def code_lines(code: str) -> tuple[str, ...]:
    """Return what is told with the new recovery code."""
    return (
        code,
        "",
        _("Write it on paper now. It is shown only this once, and the one that you have ends."),
    )


def rekeyed_in_words(done: Rekey) -> str:
    """Say what replacing the keys came to."""
    files = _n(
        "The keys are replaced, and {count} file is sealed anew. Make a backup now.",
        "The keys are replaced, and {count} files are sealed anew. Make a backup now.",
        done.files,
    )
    said = files.format(count=done.files)
    if done.lost:
        said += " " + _("Files that were missing or changed already: {count}.").format(count=len(done.lost))
    return said
