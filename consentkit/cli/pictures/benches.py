"""`consentkit bench`: measure, on this machine, what is found in pictures and words, and how fast."""

from pathlib import Path

import click

from consentkit.cli.options import bar, choice, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.pictures.images import Profile
from consentkit.domain.words.benches import LANGUAGES
from consentkit.pages.files import marked_pictures
from consentkit.usecases.pictures import benches
from consentkit.usecases.words.benches import bench_words
from consentkit.wording.pictures.benches import bench_lines, missed_lines
from consentkit.wording.word_benches import word_bench_lines, word_odd_lines


@click.group()
def bench() -> None:
    """Measure what is found in pictures and in words, and how fast."""


@bench.command(
    epilog="\b\nExamples:\n  consentkit bench faces marked-pictures\n"
    "  consentkit bench faces marked-pictures --profile standard --missed"
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--profile", "profiles", type=choice(Profile), multiple=True, help="Only this; may be repeated."
)
@click.option("--detector", "detectors", multiple=True, help="Only this detector; may be repeated.")
@click.option("--missed", is_flag=True, help="List each face that was missed, too.")
@json_option
@pass_session
def faces(
    session: Session, folder: Path, profiles: tuple[Profile, ...], detectors: tuple[str, ...], missed: bool
) -> None:
    """Scan marked pictures with each profile; print what was found, as tables.

    FOLDER holds gt.json with the faces that people marked, and images/. Nothing is kept.
    """
    marks, pictures = marked_pictures(folder)
    options = {"detectors": detectors} if detectors else {}
    measured = benches.bench_faces(
        marks, pictures, profiles or tuple(Profile), watch=bar("Picture"), **options
    )
    lines = [*bench_lines(measured), *(missed_lines(measured) if missed else ())]
    show(list(measured), lines, as_json=session.as_json)


@bench.command(
    epilog="\b\nExamples:\n  consentkit bench words\n  consentkit bench words --language km --missed"
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Only this; may be repeated.",
)
@click.option("--missed", is_flag=True, help="List each thing that was missed, or found in error, too.")
@json_option
@pass_session
def words(session: Session, languages: tuple[str, ...], missed: bool) -> None:
    """Look into invented texts; print how many names, contacts and places were found.

    The texts are shipped, in seven languages. Nothing is kept.
    """
    measured = bench_words(languages or LANGUAGES, watch=bar("Language"))
    lines = [*word_bench_lines(measured), *(word_odd_lines(measured) if missed else ())]
    show(list(measured), lines, as_json=session.as_json)
