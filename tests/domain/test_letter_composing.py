"""Filling in a form: what is merged, what is left out, and what is refused."""

from datetime import date

import pytest
from pydantic import ValidationError

from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.forms import (
    Blank,
    BlankKind,
    ClauseWording,
    Condition,
    Form,
    FormPart,
    FormTitle,
    Wording,
)
from consentkit.domain.letters.gaps import BLANK, labels_of
from consentkit.domain.letters.letters import Facts, LetterOrder, Paragraph, Run, TranslationStatus, WriteIn
from consentkit.domain.letters.orders import read_blanks

DAY = date(2027, 5, 3)


def part(clause, **fields):
    return FormPart.model_validate({"clause": clause, **fields})


def blank(kind, *, is_required=True):
    return Blank(kind=BlankKind(kind), is_required=is_required)


FORM = Form(
    id="small",
    version=2,
    purpose="consent",
    source="Written for the tests",
    date_read=DAY,
    most_pages=1,
    parts=(
        part("L01", titling="run-in"),
        part("L05", choices_when={"face-shown": Condition(shows_face=True)}, lines={"more": 3}),
        part("L08", layout="yes-no", titling="none", choices=("website", "press")),
        part("I03", when=Condition(has_interpreter=True)),
    ),
    blanks={
        "organisation": blank("name"),
        "contact": blank("contact", is_required=False),
        "until": blank("date"),
        "days": blank("number"),
    },
    signers=("contributor",),
    optional_signers={"witness": Condition(has_witness=True)},
    offers_thumbprint=True,
    roster={"columns": ("roster-code", "roster-mark"), "rows": 2},
)

WORDING = Wording(
    language="en",
    name="English",
    script="Latn",
    status="unreviewed",
    translator="the tests",
    written_on=DAY,
    titles={"small": FormTitle(title="What it is", neutral="A paper")},
    labels={name: f"<{name}>" for name in labels_of(FORM)} | {"reference": "{code} v{version}"},
    clauses={
        "L01": ClauseWording(title="Who?", text=("We are {organisation}, {contact}.",)),
        "L05": ClauseWording(
            title="How",
            text=("Until {until}, {days} days.",),
            choices={"hands": "Hands", "face-shown": "Face"},
            fields={"more": "More"},
        ),
        "L08": ClauseWording(
            title="Where", choices={"website": "Website", "print": "Print", "press": "Press"}
        ),
        "I03": ClauseWording(title="Interpreter", text=("Yes?",)),
    },
)


def order(**fields):
    blanks = {"until": DAY, "days": 3} | fields.pop("blanks", {})
    return LetterOrder(organisation="River House", blanks=blanks, **fields)


def written(value, language):
    return f"[{language} {value}]"


def compose(**fields):
    wording = fields.pop("wording", WORDING)
    return compose_letter(FORM, wording, order(**fields), written)


def of_kind(letter, kind):
    return [block for block in letter.blocks if block.kind == kind]


def options(letter, place=0):
    return [option.id for option in of_kind(letter, "choices")[place].options]


def test_values_are_runs_of_their_own_in_the_languages_way():
    paragraph = of_kind(compose(), "paragraph")[1]
    assert paragraph.words == (
        Run(text="Until "),
        Run(text="[en 2027-05-03]", is_value=True),
        Run(text=", "),
        Run(text="[en 3]", is_value=True),
        Run(text=" days."),
    )


def test_a_blank_that_may_stay_empty_becomes_a_line_to_write_on():
    words = of_kind(compose(), "paragraph")[0].words
    assert [run.text for run in words if run.is_value] == ["River House", "_" * 18]


def test_a_title_stands_before_the_first_words_with_a_colon_unless_it_asks():
    assert compose().blocks[0].words[0] == Run(text="Who? ", is_strong=True)
    clauses = WORDING.clauses | {"L01": ClauseWording(title="Who", text=("We.",))}
    for script, expected in {"Latn": "Who: ", "Hans": "Who\uff1a", "Khmr": "Who\u17d6 "}.items():
        letter = compose(wording=WORDING.model_copy(update={"clauses": clauses, "script": script}))
        assert letter.blocks[0].words[0] == Run(text=expected, is_strong=True)


def test_a_clause_without_text_keeps_its_run_in_title():
    clauses = WORDING.clauses | {"L01": ClauseWording(title="Who", points=("One", "Two"))}
    letter = compose(wording=WORDING.model_copy(update={"clauses": clauses}))
    assert letter.blocks[0] == Paragraph(words=(Run(text="Who", is_strong=True),))
    assert letter.blocks[1].items == ((Run(text="One"),), (Run(text="Two"),))


def test_a_title_that_is_not_wanted_is_left_out():
    headings = [block.words[0].text for block in of_kind(compose(), "heading")]
    assert headings == ["How"]


@pytest.mark.parametrize(
    ("shows_face", "expected"), [(False, ["L05.hands"]), (True, ["L05.hands", "L05.face-shown"])]
)
def test_a_face_is_asked_about_only_where_safeguarding_agreed(shows_face, expected):
    assert options(compose(facts=Facts(shows_face=shows_face))) == expected


def test_the_form_and_then_the_order_limit_what_is_asked():
    assert options(compose(), 1) == ["L08.website", "L08.press"]
    assert options(compose(offers={"L08": ("press",)}), 1) == ["L08.press"]


def test_choices_keep_the_order_of_the_form():
    assert options(compose(offers={"L08": ("press", "website")}), 1) == ["L08.website", "L08.press"]


def test_yes_and_no_are_worded_in_every_layout_for_who_reads_aloud():
    first, second = of_kind(compose(), "choices")
    assert (first.yes, first.no, second.yes, second.no) == ("<yes>", "<no>", "<yes>", "<no>")


def test_a_part_is_there_only_when_its_facts_are_so():
    assert "Interpreter" not in str(compose().blocks)
    assert "Interpreter" in str(compose(facts=Facts(has_interpreter=True)).blocks)


def test_a_field_has_the_lines_that_the_form_gives_it():
    assert of_kind(compose(), "write-in") == [WriteIn(id="L05.more", label=(Run(text="More"),), lines=3)]


def test_the_name_is_on_the_paper_only_when_it_is_asked_for():
    assert compose(shown_name="Mya Mya").blocks[0].value == "Mya Mya"
    assert all(block.value is None for block in of_kind(compose(), "write-in"))


def test_thumbprints_are_for_who_wants_one_and_never_for_witnesses():
    signatures = of_kind(compose(facts=Facts(takes_thumbprint=True, has_witness=True)), "signature")
    assert [(s.signer, s.thumbprint_label) for s in signatures] == [
        ("contributor", "<thumbprint>"),
        ("witness", None),
    ]
    assert [s.thumbprint_label for s in of_kind(compose(), "signature")] == [None]


def test_a_roster_has_a_row_for_each_code_or_empty_rows():
    (rows,) = of_kind(compose(roster=("C-1",)), "rows")
    assert rows.header == ("<roster-code>", "<roster-mark>")
    assert (rows.rows, rows.columns) == ((("C-1", ""),), ("roster-code", "roster-mark"))
    (empty,) = of_kind(compose(), "rows")
    assert (empty.rows, empty.columns) == ((("", ""), ("", "")), ())


def test_the_neutral_title_says_nothing():
    assert compose(wants_neutral_title=True).title == "A paper"
    assert compose().title == "What it is"


def test_a_reference_stands_only_on_a_letter_that_has_a_code():
    assert compose(id="K-7K3Q-X9MD").reference == "K-7K3Q-X9MD v[en 2]"
    assert compose().reference == ""


def test_a_letter_kept_by_an_earlier_version_says_draft_and_opens():
    letter = compose()
    kept = letter.model_dump_json().replace('"status":"unreviewed"', '"status":"draft"')
    assert '"draft"' in kept
    assert type(letter).model_validate_json(kept) == letter


@pytest.mark.parametrize("status", [s for s in TranslationStatus if s is not TranslationStatus.EMPTY])
def test_everything_but_an_approved_wording_is_marked(status):
    letter = compose(wording=WORDING.model_copy(update={"status": status}))
    assert (letter.draft_mark is None) is (status is TranslationStatus.APPROVED)


REFUSED = {
    "a required blank without a value": ({"until": None}, {}, "letter-blank-missing", {"blank": "until"}),
    "a blank that does not exist": ({"zzz": "a"}, {}, "letter-blank-unknown", {"blank": "zzz"}),
    "the blank that the order fills": (
        {"organisation": "Other"},
        {},
        "letter-blank-unknown",
        {"blank": "organisation"},
    ),
    "text for a day": ({"until": "soon"}, {}, "letter-blank-kind", {"blank": "until", "kind": "date"}),
    "a day for text": ({"contact": DAY}, {}, "letter-blank-kind", {"blank": "contact", "kind": "contact"}),
    "a number below zero": ({"days": -1}, {}, "letter-blank-kind", {"blank": "days", "kind": "number"}),
    "a clause that is not in the form": (
        {},
        {"offers": {"L99": ("a",)}},
        "letter-clause-unknown",
        {"clause": "L99"},
    ),
    "a choice that does not exist": (
        {},
        {"offers": {"L08": ("moon",)}},
        "letter-choice-not-offered",
        {"clause": "L08", "choice": "moon"},
    ),
    "a choice that the form leaves out": (
        {},
        {"offers": {"L08": ("print",)}},
        "letter-choice-not-offered",
        {"clause": "L08", "choice": "print"},
    ),
    "a face that nobody agreed to": (
        {},
        {"offers": {"L05": ("face-shown",)}},
        "letter-choice-not-offered",
        {"clause": "L05", "choice": "face-shown"},
    ),
    "more codes than rows": ({}, {"roster": ("a", "b", "c")}, "letter-roster-too-long", {"rows": 2}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_made_is_refused(case):
    blanks, fields, code, facts = REFUSED[case]
    values = {
        name: value for name, value in ({"until": DAY, "days": 3} | blanks).items() if value is not None
    }
    ordered = LetterOrder(organisation="River House", blanks=values, **fields)
    with pytest.raises(InvalidInput) as refused:
        compose_letter(FORM, WORDING, ordered, written)
    assert (refused.value.code, refused.value.facts) == (code, facts)


@pytest.mark.parametrize("missing", ["titles", "labels", "clauses"])
def test_a_language_that_lacks_something_gives_no_letter(missing):
    with pytest.raises(NotFound) as refused:
        compose(wording=WORDING.model_copy(update={missing: {}}))
    assert refused.value.code == "letter-not-in-language"


def test_typed_text_becomes_values_and_empty_text_is_left_out():
    assert read_blanks(FORM, {"until": " 2027-05-03 ", "days": "3", "contact": " "}) == {
        "until": DAY,
        "days": 3,
    }


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"until": "3 May"}, "letter-blank-kind"),
        ({"days": "three"}, "letter-blank-kind"),
        ({"zzz": ""}, "letter-blank-unknown"),
    ],
)
def test_typed_text_that_is_no_value_is_refused(texts, code):
    with pytest.raises(InvalidInput) as refused:
        read_blanks(FORM, texts)
    assert refused.value.code == code


def test_a_letters_words_hold_no_blank_any_more():
    assert not [r for block in compose().blocks for r in getattr(block, "words", ()) if BLANK.search(r.text)]


@pytest.mark.parametrize("text", ["", "  ", "one\ntwo", "+66\u202e 2", "\u2067River", "a" * 301])
def test_a_value_stands_on_one_line_and_turns_no_direction(text):
    with pytest.raises(ValidationError):
        order(blanks={"contact": text})


def test_a_value_may_hold_joiners_and_zero_width_spaces():
    assert order(blanks={"contact": "\u0dc1\u0dca\u200d\u0dbb\u200b"}).blanks["contact"]
