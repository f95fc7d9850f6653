"""The command line: one module a noun, loaded when its verb is used."""

import importlib
import io
import sys
from pathlib import Path
from typing import NoReturn

import click

from consentkit import __version__
from consentkit.cli.lines import check_words_of
from consentkit.cli.sessions import OpenApplication, Session
from consentkit.cli.streams import speak_any_encoding
from consentkit.cli.twice import refuse_twice

# Name to (module:command, help). The help stands here so that `consentkit --help` imports no verb.
_VERBS: dict[str, tuple[str, str]] = {
    "home": ("office.homes:home", "What needs you today."),
    "init": ("office.workspaces:init", "Make a new workspace."),
    "actor": ("office.actors:actor", "Who may use the workspace, and passphrases."),
    "contributor": ("people.contributors:contributor", "The people whose stories these are, by code."),
    "interpreter": ("people.interpreters:interpreter", "Who interprets, and what they signed."),
    "consent": ("consents.consents:consent", "Record consent, assent and withdrawal."),
    "form": ("letters.forms:form", "Forms of letters, and their languages."),
    "letter": ("letters.letters:letter", "Letters: make, print, take the signed ones in."),
    "story": ("stories.stories:story", "Stories: people, words, plan, approval."),
    "text": ("words.words:text", "Names, numbers and places in the words: find and settle them."),
    "image": ("pictures.images:image", "Pictures: add, scan, look at, make the public copy."),
    "video": (
        "videos.videos:video",
        "Videos: add, scan, settle who is in them, watch, make the public copy.",
    ),
    "face": ("pictures.faces:face", "Settle each face that was found."),
    "origin": ("stories.origins:origin", "Gatherings and suppliers, and what belongs to them."),
    "basis": ("stories.bases:basis", "What words, pictures and faces rest on beside a consent."),
    "check": ("checks.checks:check", "Answer the checklist of a story."),
    "clear": (
        "publications.clearances:clear",
        "May this story go to this channel? The answer, with reasons.",
    ),
    "certificate": (
        "publications.certificates:certificate",
        "Check a certificate: genuine, altered or void.",
    ),
    "export": (
        "publications.exports:export",
        "Give a cleared story away: copies, words, credit, certificate.",
    ),
    "publish": ("publications.publications:publish", "Record where a cleared story goes."),
    "publication": ("publications.publications:publication", "List what was published."),
    "takedown": ("publications.publications:takedown", "Follow a publication until it is gone."),
    "audit": ("log.audits:audit", "Read and verify the log of every act."),
    "backup": ("office.backups:backup", "Encrypted backups: make, check, list."),
    "rekey": ("office.rekeys:rekey", "Replace the keys: old key files open nothing written afterwards."),
    "restore": ("office.backups:restore", "Bring a backup back, into an empty folder."),
    "report": ("office.reports:report", "Count prevented harms between two days."),
    "settings": ("office.settings:settings", "Settings and own files, and who accepted them."),
    "policy": ("office.policies:policy", "List, check and choose policies."),
    "cluster": ("pictures.clusters:cluster", "Other machines that scan pictures."),
    "bench": ("pictures.benches:bench", "Measure what scans find on this machine, and how fast."),
    "doctor": ("office.checkups:doctor", "Say what is missing here, and what that costs."),
    "demo": ("office.demos:demo", "See the whole way once, on invented people."),
    "i18n": ("office.languages:i18n", "How far each interface language is."),
    "completion": ("office.completions:completion", "Print shell completion."),
}


class _LazyGroup(click.Group):
    """A group that imports a verb's module when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module, _, name = _VERBS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(f"consentkit.cli.{module}"), name)
        return refuse_twice(check_words_of(command))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _VERBS.items()])


_EPILOG = """\b
Begin:
  consentkit                            open the terminal application
  consentkit demo                       see the whole way once
  consentkit init our-stories           make a workspace
\b
Exit codes: 0 done or cleared · 2 wrong input · 3 refused · 4 not found · 5 conflict
6 damaged file · 7 something is missing here · 130 stopped
"""


@click.group(
    cls=_LazyGroup,
    epilog=_EPILOG,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="consentkit")
@click.option(
    "-w", "--workspace", default=".", envvar="CONSENTKIT_WORKSPACE", metavar="FOLDER",
    help="The workspace (default: this folder).",
)  # fmt: skip
@click.option("--as", "handle", envvar="CONSENTKIT_ACTOR", metavar="HANDLE", help="Who you are.")
@click.pass_context
def group(ctx: click.Context, workspace: str, handle: str | None) -> None:
    """A gate between a survivor's story and its publication: it answers, says why, and what would help."""
    session = ctx.ensure_object(Session)
    session.folder, session.handle = workspace, handle
    if ctx.invoked_subcommand is None:
        _without_a_verb(ctx, session)


def _without_a_verb(ctx: click.Context, session: Session) -> None:
    """Open the terminal application where there is a terminal; a script gets the help."""
    if session.open_application is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(ctx.get_help())
        return
    session.open_application(Path(session.folder), session.handle, "home")


def main(arguments: list[str] | None = None, *, open_application: OpenApplication | None = None) -> NoReturn:
    """Run one command and exit with its code; `open_application` opens the terminal application."""
    session = Session(open_application=open_application)
    speak_any_encoding()
    try:
        code = group.main(arguments, prog_name="consentkit", standalone_mode=False, obj=session)
    except click.exceptions.Abort:
        code = _stopped()
    except click.ClickException as error:
        code = _shown_as_typed(error)
    except Exception as error:  # noqa: BLE001 - told apart just below; a bug is raised again
        code = _shown(error, session)
    sys.exit(code if isinstance(code, int) else 0)


def _stopped() -> int:
    click.echo("Stopped.", err=True)
    return 130


def _shown_as_typed(error: click.ClickException) -> int:
    """Say what is wrong with what was typed, which click repeats as it came: a file's name may steer."""
    from consentkit.cli.output import tell

    said = io.StringIO()
    error.show(file=said)
    tell(said.getvalue().rstrip("\n"), to_stderr=True)
    return error.exit_code


def _shown(error: Exception, session: Session) -> int:
    from consentkit.cli.output import show_error
    from consentkit.domain.errors import ConsentkitError, Unavailable
    from consentkit.store.machine import told

    said = error if isinstance(error, ConsentkitError) else told(error)
    if said is None:
        raise error
    try:
        show_error(said, as_json=session.as_json and said.code != "answer-not-written")
    except Unavailable:  # where answers go, no error can be told either
        show_error(said, as_json=False)
    return said.exit_code
