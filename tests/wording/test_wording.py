"""Every code has its sentence, and every sentence finds its facts."""

import ast
import string
from functools import cache
from pathlib import Path

import pytest

import consentkit
from consentkit.catalogue.forms import load_forms
from consentkit.catalogue.shipped import forms_folder
from consentkit.cli.sentences import ERRORS as TYPED
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.domain.problems import ProblemKind
from consentkit.wording import cure_of, sentence_of
from consentkit.wording.errors import ERRORS
from consentkit.wording.letters.fields import BLANKS
from consentkit.wording.office.checkups import CHECKUPS
from consentkit.wording.office.demos import SCENES
from consentkit.wording.pictures.video_reasons import VIDEO_REASONS
from consentkit.wording.problems import PROBLEMS
from consentkit.wording.reasons import REASONS, UNDECIDED_HELP

PACKAGE = Path(consentkit.__file__).parent
ERROR_CLASSES = {cls.__name__ for cls in ConsentkitError.__subclasses__()}
NOT_FACTS = {"reasons"}
FILLED_BY_US = {"organisation", "withdrawal_code", "story_code", "version_code"}
"""Blanks of letters that nobody is asked for."""


@cache
def _all_calls():
    """Every call in the package of something that has a name, read once for all tests."""
    return [
        node
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]


def _calls(names):
    """Every call `Name("code", fact=…)` in the package whose code stands there in letters."""
    for node in _all_calls():
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if name in names and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, {k.arg for k in node.keywords} - NOT_FACTS


def _text(words):
    """A sentence as it stands in its table, for many where it goes with a number."""
    return words if isinstance(words, str) else words.many


def _blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_raised_error_has_a_sentence_whose_blanks_are_its_facts():
    raised = dict(_calls(ERROR_CLASSES))
    assert raised, "the search found nothing"
    sentences = ERRORS | TYPED
    assert {code for code in raised if code not in sentences} == set()
    lacking = {code: _blanks(sentences[code]) - facts for code, facts in raised.items()}
    assert {code: blanks for code, blanks in lacking.items() if blanks} == {}


def test_no_error_sentence_is_left_over():
    words = "\n".join(
        p.read_text(encoding="utf-8")
        for p in PACKAGE.rglob("*.py")
        if p.name not in {"errors.py", "sentences.py"}
    )
    assert [code for code in ERRORS | TYPED if f'"{code}"' not in words] == []


@pytest.mark.parametrize(
    ("sentence", "cure"),
    [
        *(pytest.param(*REASONS[code], id=code) for code in ReasonCode),
        *(pytest.param(*pair, id=f"{code}-of-a-video") for code, pair in VIDEO_REASONS.items()),
    ],
)
def test_every_reason_has_a_sentence_and_a_cure(sentence, cure):
    sentence, cure = _text(sentence), _text(cure)
    assert sentence.endswith((".", "}"))
    assert cure.endswith((".", "{help}"))
    assert "!" not in sentence + cure


def _findings():
    """Every finding that the rules make: in which module, its code, and its facts."""
    for path in (PACKAGE / "domain").rglob("*rules.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding":
                named = {k.arg for k in node.keywords if k.arg}
                if any(k.arg is None for k in node.keywords):
                    named |= {"contributor", "seen_in", "grade"}
                yield path.stem, ReasonCode[node.args[0].attr], named | {"subject"}


def test_every_reason_in_the_code_brings_the_facts_of_its_sentences():
    found = list(_findings())
    assert len(found) > 25
    for module, code, facts in found:
        pairs = [REASONS[code]] if module != "video_rules" else []
        pairs += [VIDEO_REASONS[code]] if module != "picture_rules" and code in VIDEO_REASONS else []
        for pair in pairs:
            assert _blanks("".join(map(_text, pair))) - {"help"} <= facts, (module, code)


def test_what_is_said_of_a_video_speaks_of_no_picture():
    about_pictures = {_text(text) for pair in REASONS.values() for text in pair if "picture" in _text(text)}
    of_videos = {_text(text) for pair in VIDEO_REASONS.values() for text in pair}
    assert {text for text in of_videos if "image" in text} | (of_videos & about_pictures) == set()


@pytest.mark.parametrize(
    ("subject", "told", "cured"),
    [
        ("I-0000-0000", "image I-0000-0000 ", "as PNG"),
        ("M-0000-0000", "video M-0000-0000 ", "as a new MP4 file"),
    ],
)
def test_a_reason_is_told_and_cured_as_its_record_asks(subject, told, cured):
    undecided = Reason(code=ReasonCode.SCAN_UNDECIDED, subject=subject, facts={"problem": "detector-failed"})
    assert told in sentence_of(undecided)
    assert cured in cure_of(undecided)


def test_frames_that_were_left_out_are_counted():
    facts = {"looked": 5, "frames": 24}
    left = Reason(code=ReasonCode.SCAN_TOO_SHALLOW, subject="M-0000-0000", facts=facts)
    assert sentence_of(left) == "Not every frame of video M-0000-0000 was scanned: 5 of 24."


@pytest.mark.parametrize(
    ("subject", "said"), [("I-0000-0000", "covers are black"), ("M-0000-0000", "every cover is black")]
)
def test_a_check_that_failed_is_told_in_the_words_of_its_copy(subject, said):
    facts = {"check": "covers", "result": "failed"}
    failed = Reason(code=ReasonCode.COPY_CHECK_FAILED, subject=subject, facts=facts)
    assert f": {said} (failed)" in sentence_of(failed)


def test_every_blank_of_a_shipped_form_has_its_words():
    blanks = {name for form in load_forms(forms_folder()).forms for name in form.blanks}
    assert not blanks - set(BLANKS) - FILLED_BY_US, "see the row «a letter blank» of CONTRIBUTING.md"


def test_every_problem_of_the_log_has_a_sentence():
    assert {kind.value for kind in ProblemKind} == set(PROBLEMS)


def test_every_finding_of_the_doctor_has_a_sentence():
    codes = {code for code, _ in _calls({"_good", "_costs", "_broken"})} | {
        "detector-needed-missing",
        "detector-missing",
    }
    assert codes <= set(CHECKUPS)


def test_every_scene_of_the_demo_has_a_sentence():
    codes = {code for code, _ in _calls({"Scene"})} | {
        "first-answer",
        "cleared",
        "last-answer",
    }
    assert codes == set(SCENES)


def test_a_reason_reads_as_a_sentence():
    broken = BrokenFile(file="own.toml", field="caps", problem="is missing")
    reason = Reason(
        code=ReasonCode.POLICY_BROKEN,
        subject=broken.file,
        facts={"field": broken.field, "problem": broken.problem},
    )
    assert sentence_of(reason) == "The policy file own.toml cannot be used: caps: is missing."
    assert cure_of(reason).startswith("Mend the file")


@pytest.mark.parametrize("problem", [*UNDECIDED_HELP, "anything-else"])
def test_every_problem_of_a_scan_says_what_helps(problem):
    reason = Reason(code=ReasonCode.SCAN_UNDECIDED, subject="I-0000-0000", facts={"problem": problem})
    assert cure_of(reason).endswith(".")
