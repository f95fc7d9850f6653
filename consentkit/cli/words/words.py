"""`consentkit text`: what is found in the words of a story, or of any file, and what people decide of it."""

from pathlib import Path

import click

from consentkit.cli.options import CONTRIBUTOR, FINDING, MEDIA, STORY, bar, choice, json_option, yes_option
from consentkit.cli.output import show, tell, tell_json
from consentkit.cli.reopenings import told_first
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.words.reports import ReportKind, as_text, sarif
from consentkit.domain.codes import parse_code
from consentkit.domain.consents import Naming
from consentkit.domain.errors import InvalidInput, Refused
from consentkit.domain.words.beside import BesideKind
from consentkit.domain.words.findings import TO_BE_WEIGHED
from consentkit.domain.words.settlements import StoryWords, WordDecision, WordSettlement
from consentkit.domain.words.terms import Term
from consentkit.pages.files import read_file
from consentkit.usecases.stories.stories import show_story
from consentkit.usecases.words.beside import write_beside
from consentkit.usecases.words.checks import check_words, say_words_were_read, settle_finding, words_of
from consentkit.usecases.words.cleaning import CleanKind, make_clean_draft, put_clean_draft
from consentkit.usecases.words.comparing import compare_names
from consentkit.usecases.words.drafts import MAX_DRAFT_BYTES
from consentkit.usecases.words.file_checks import check_document
from consentkit.wording.drafts import beside_in_words, left_out_in_words
from consentkit.wording.words import check_in_words, finding_in_words, suggestion_in_words


@click.group()
def text() -> None:
    """Names, numbers and places in the words: look for them, settle each."""


_CHECK_EPILOG = """\b
Examples:
  consentkit text check S-2M4N-88TY
  consentkit text check draft.docx --format sarif
"""


@text.command(epilog=_CHECK_EPILOG)
@click.argument("what", nargs=-1, required=True, metavar="STORY|FILE...")
@click.option(
    "--format",
    "kind",
    type=choice(ReportKind),
    default=ReportKind.TEXT.value,
    show_default=True,
    help="Of files: for people, for programs, or for an editor.",
)
@json_option
@pass_session
def check(session: Session, what: tuple[str, ...], kind: ReportKind) -> None:
    """Look for names, numbers and places: in a story's words, or in files, of which nothing is kept.

    Exit code 3: something waits for a person, or words could not be searched.
    """
    if _is_story(what[0]):
        (story,) = what if len(what) == 1 else _one_story()
        _check_story(session, parse_code(story, "S"))
        return
    kind = ReportKind.JSON if session.as_json else kind
    found = {path: check_document(read_file(Path(path), MAX_DRAFT_BYTES)) for path in what}
    if kind is ReportKind.TEXT:
        for path, words in found.items():
            for line in as_text(path, words):
                tell(line)
    else:
        tell_json(sarif(found) if kind is ReportKind.SARIF else found)
    if any(words.waits for words in found.values()):
        raise SystemExit(Refused.exit_code)


def _is_story(given: str) -> bool:
    return given.upper().startswith("S-") and not Path(given).exists()


def _one_story() -> tuple[str]:
    raise InvalidInput("one-story-or-files")


def _check_story(session: Session, story: str) -> None:
    with session.opened() as workspace:
        words = check_words(workspace, story)
        terms = workspace.catalogue.terms
    show(words.there, _lines(words, terms), as_json=session.as_json)
    if any(one.is_open for one in words.there) or not words.check.was_searched:
        raise SystemExit(Refused.exit_code)


def _lines(words: StoryWords, terms: tuple[Term, ...]) -> list[str]:
    waiting = [one for one in words.there if one.is_unsaid]
    others = [one for one in words.there if not one.is_unsaid]
    ordered = sorted(waiting, key=lambda one: one.kind in TO_BE_WEIGHED) + others
    lines = []
    for one in ordered:
        lines.append(f"{one.id}  {finding_in_words(one)}")
        lines += filter(None, [suggestion_in_words(one, terms)])
    return [*lines, check_in_words(words)]


@text.command("list", epilog="\b\nExample:\n  consentkit text list S-2M4N-88TY")
@click.argument("story", type=STORY)
@json_option
@pass_session
def list_(session: Session, story: str) -> None:
    """Say what is found in a story's words, and what became of it; what waits comes first."""
    with session.opened() as workspace:
        words, terms = words_of(workspace, story), workspace.catalogue.terms
    if words is None:
        show((), [f"Never checked. Try: consentkit text check {story}"], as_json=session.as_json)
        return
    show(words.there, _lines(words, terms), as_json=session.as_json)


_SETTLE_EPILOG = """\b
Examples:
  consentkit text settle S-2M4N-88TY N-7K3Q-X9MN false-hit --why 'a brand, no person'
  consentkit text settle S-2M4N-88TY N-7K3Q-X9MN agreed --named-as alias --why 'letter, box N02.a'
  consentkit text settle S-2M4N-88TY N-7K3Q-X9MN public --why 'the office number on our website'
  consentkit text settle S-2M4N-88TY N-7K3Q-X9MN open
"""


@text.command(epilog=_SETTLE_EPILOG)
@click.argument("story", type=STORY)
@click.argument("finding", type=FINDING)
@click.argument("decision", type=choice(WordSettlement))
@click.option("--why", default="", help="Why, or where it says so.")
@click.option("--contributor", type=CONTRIBUTOR, help="Whose it is (default: the only one in the story).")
@click.option(
    "--named-as", type=choice(Naming), help="Of a name that was agreed: alias, first-name, full-name."
)
@json_option
@pass_session
def settle(
    session: Session,
    story: str,
    finding: str,
    decision: WordSettlement,
    why: str,
    contributor: str | None,
    named_as: Naming | None,
) -> None:
    """Say what becomes of something found. It holds for those words in their sentence.

    agreed: the consent carries it; public: it is published already, and --why says where; false-hit: it is no
    such thing; kept: safeguarding agrees that it stays; open: nobody decided. What is changed needs nothing.
    """
    given = WordDecision(settlement=decision, why=why, contributor=contributor, named_as=named_as)
    with session.opened() as workspace:
        settled = settle_finding(workspace, story, finding, given)
    show(settled, [f"{settled.id}  {finding_in_words(settled)}"], as_json=session.as_json)


@text.command(epilog="\b\nExample:\n  consentkit text read S-2M4N-88TY --why 'no name, no place, no number'")
@click.argument("story", type=STORY)
@click.option("--why", required=True, help="What you looked for, and what you saw.")
@json_option
@pass_session
def read(session: Session, story: str, why: str) -> None:
    """Say that you read words that no program can search. Two people do, one after the other."""
    with session.opened() as workspace:
        kept = say_words_were_read(workspace, story, why)
    waits = "Two people have read them." if kept.second_by else "A second person reads them too."
    show(kept.model_copy(update={"text": ""}), [waits], as_json=session.as_json)


@text.command(epilog="\b\nExample:\n  consentkit text compare S-2M4N-88TY")
@click.argument("story", type=STORY)
@json_option
@pass_session
def compare(session: Session, story: str) -> None:
    """Compare a story's words with every identity: the complete check, for keepers. The log tells it.

    Nobody sees an identity. What was sealed before names were compared is found by everybody from then on.
    """
    with session.opened() as workspace:
        words = compare_names(workspace, story, watch=bar("Identity"))
        terms = workspace.catalogue.terms
    show(words.there, _lines(words, terms), as_json=session.as_json)


@text.command(epilog="\b\nExample:\n  consentkit text clean S-2M4N-88TY --as text")
@click.argument("story", type=STORY)
@click.option(
    "--as",
    "kind",
    type=choice(CleanKind),
    default=CleanKind.DOCX.value,
    show_default=True,
    help="As what kind of document.",
)
@yes_option
@json_option
@pass_session
def clean(session: Session, story: str, kind: CleanKind) -> None:
    """Make the draft anew of the words that a reader sees, and let it take the draft's place.

    Headings, paragraphs and lists stay; comments, hidden words, properties, pictures and links do not.
    The new document is opened again before it is kept. It asks for a new approval; `export` gives it away.
    """
    with session.opened() as workspace:
        made = make_clean_draft(workspace, story, kind)
        changed = told_first(
            session, workspace, lambda: put_clean_draft(workspace, made, watch=bar("Picture"))
        )
        words = words_of(workspace, story)
    lines = [*left_out_in_words(made.left_out), *([check_in_words(words)] if words else [])]
    show({"story": changed, "left_out": made.left_out}, lines, as_json=session.as_json)


_BESIDE_EPILOG = """\b
Examples:
  consentkit text beside S-2M4N-88TY --tags 'weaving, school' --summary 'A year at the weaving school'
  consentkit text beside S-2M4N-88TY I-7K3Q-X9MN --caption 'A loom' --alt 'Hands at a loom'
  consentkit text beside S-2M4N-88TY
"""


@text.command(epilog=_BESIDE_EPILOG)
@click.argument("story", type=STORY)
@click.argument("thing", type=MEDIA, required=False)
@click.option("--summary", help="What search engines and shared links show.")
@click.option("--tags", help="With commas between them.")
@click.option("--caption", help="Of a picture or a video.")
@click.option("--alt", help="Its description, to be read aloud.")
@yes_option
@json_option
@pass_session
def beside(session: Session, /, story: str, thing: str | None, **given: str | None) -> None:
    """Set what stands beside the words: captions, descriptions to be read aloud, tags, a summary.

    It goes out with the story, so that it is searched as the words are, and asks for a new approval. Empty
    words take one out. Without any option it lists them.
    """
    texts = {BesideKind(kind): text for kind, text in given.items() if text is not None}
    with session.opened() as workspace:
        if texts:
            changed = told_first(
                session, workspace, lambda: write_beside(workspace, story, thing or story, texts)
            )
        else:
            changed, _when = show_story(workspace, story)
        words = words_of(workspace, story)
    lines = [*beside_in_words(changed), *([check_in_words(words)] if words and texts else [])]
    show(changed.beside, lines, as_json=session.as_json)
