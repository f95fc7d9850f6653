"""Nothing that is given on the command line is dropped without a word."""

import json

import click
import pytest

from consentkit.cli import group

BLANKS = ("--blank", "contact=+66 2 555 0100", "--blank", "purpose=our report", "--blank", "until=2027-05-03")
PREVIEW = ("letter", "make", "adult", "--language", "en", "--preview")


@pytest.mark.parametrize(
    "words",
    [
        ("letter", "make", "adult", "--language", "en", "--language", "th", "--preview", *BLANKS),
        ("letter", "make", "adult", "--language", "en", "--paper", "a4", "--paper", "letter", *BLANKS),
        ("contributor", "add", "--language", "km", "--language", "th", "--age", "adult"),
    ],
)
def test_an_option_that_is_given_twice_is_told(run, words):
    code, _out, err = run("officer-1", *words)
    assert code == 2
    assert "was given twice" in err


def test_a_verb_that_is_used_again_is_not_watched_again():
    """Each watch would stand before the others: a process that runs many commands would slow down."""
    with click.Context(group) as ctx:
        first, again = ([o.add_to_parser for o in group.get_command(ctx, "clear").params] for _ in range(2))
    assert again == first


def test_two_words_of_one_choice_are_both_named(run):
    code, _out, err = run("officer-1", "story", "statement", "S-2M4N-88TY", "--nobody-is-victim", "--none")
    assert (code, err) == (2, "Say one of these, not both: --nobody-is-victim, --none.\n")


def test_the_same_said_twice_is_said_once(run):
    words = ("letter", "make", "adult", "--language", "en", "--language", "en", "--preview")
    assert run("officer-1", *words, *BLANKS)[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--blank", "until=2027-05-04"),
        ("--offer", "L04=photo", "--offer", "L04=words"),
    ],
)
def test_a_blank_or_a_choice_that_is_given_twice_is_told(run, words):
    code, _out, err = run(
        "officer-1", "letter", "make", "adult", "--language", "en", "--preview", *BLANKS, *words
    )
    assert (code, "was given twice" in err) == (2, True)


def test_a_preview_that_is_to_write_a_file_is_told(run, tmp_path):
    out = tmp_path / "letter.pdf"
    assert run("officer-1", *PREVIEW, "--out", out, *BLANKS)[0] == 2
    assert not out.exists()


def test_every_fault_of_a_roster_stands_in_the_answer_with_its_row_and_column(run, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "until,purpose\n2570-10-01,for victims\n2027-01-01,a report, and posters\n", encoding="utf-8"
    )
    words = ("letter", "batch", "adult", roster, "--language", "en", *BLANKS, "--out", tmp_path / "all.pdf")
    code, _out, err = run("officer-1", *words)
    assert code == 2
    assert [line.partition(":")[0] for line in err.splitlines() if line.startswith("✗")] == [
        "✗ Row 2, column “until”",
        "✗ Row 2, column “purpose”",
        "✗ Row 3",
    ]
    found = json.loads(run("officer-1", *words, "--json")[1])
    assert [(one["row"], one["column"], one["code"]) for one in found["faults"]] == [
        (2, "until", "letter-day-of-another-era"),
        (2, "purpose", "letter-tells"),
        (3, None, "roster-cells"),
    ]
    assert not (tmp_path / "all.pdf").exists()


def test_a_year_of_the_buddhist_era_is_asked_about_wherever_a_day_is_typed(run):
    code, _out, err = run(
        "officer-1", "consent", "record", "C-7K3Q-X9MN", "S-2M4N-88TY", "--answer", "yes",
        "--medium", "photo", "--channel", "website", "--audience", "public", "--place", "worldwide",
        "--until", "2570-10-01",
        "--given", "2026-11-20", "--language", "km", "--method", "spoken", "--witness", "w-1",
    )  # fmt: skip
    assert code == 2
    assert "Is 2027-10-01 meant?" in err
