"""What the command line tells to type exists, and what it says to everyone names no verb."""

import re

import click
import pytest

from consentkit.cli import group
from consentkit.cli.hints import VERBS, hint_for_error, hint_for_reason
from consentkit.cli.output import reason_lines
from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.pages.actions import ERRORS as REMEDIES
from consentkit.pages.actions import FINDINGS
from consentkit.wording.errors import ERRORS
from consentkit.wording.office.checkups import CHECKUPS
from consentkit.wording.pictures.video_reasons import VIDEO_REASONS, VIDEO_UNDECIDED_HELP
from consentkit.wording.reasons import REASONS, UNDECIDED_HELP

FACTS = {"who": ("officer",), "question": "Is it so?"}
_VERB = re.compile(r"`|--[a-z]|\bconsentkit [a-z]+ [a-z-]*`")


@pytest.mark.parametrize("hint", sorted({verb for verb in VERBS.values() if verb}))
def test_a_hint_names_a_verb_and_options_that_exist(hint):
    words = [word for word in hint.split() if word not in {"-w", "FOLDER"}]
    command = group
    while isinstance(command, click.Group):
        with click.Context(command) as ctx:
            command = command.get_command(ctx, words.pop(0))
    options = {
        option for parameter in command.params for option in [*parameter.opts, *parameter.secondary_opts]
    }
    assert {word for word in words if word.startswith("--")} <= options


def test_every_hint_is_for_a_code_that_there_is():
    assert set(REMEDIES) <= set(ERRORS)
    assert set(FINDINGS) <= set(CHECKUPS)


def test_a_hint_is_filled_with_the_codes_of_its_case():
    reason = Reason(code=ReasonCode.SCAN_MISSING, subject="I-0000-0000")
    assert hint_for_reason(reason) == "Try: consentkit image scan I-0000-0000"
    assert (
        hint_for_error(Conflict("scan-first", image="I-0000-0000"))
        == "Try: consentkit image scan I-0000-0000"
    )
    assert hint_for_error(Conflict("contributor-in-story", contributor="C-0000-0000")) is None


def test_of_several_stories_a_hint_names_all_of_them_or_the_one_that_lacks_something():
    about = {"story": "S-0000-0000", "also": ("S-0000-0001", "S-0000-0002"), "channel": "website"}
    differ = Reason(code=ReasonCode.PLANS_DIFFER, subject="S-0000-0000")
    assert hint_for_reason(differ, about) == (
        "Try: consentkit story plan S-0000-0000 --story S-0000-0001 --story S-0000-0002 --channel website"
        " --until DAY"
    )
    lacks = Reason(code=ReasonCode.PLAN_MISSING, subject="S-0000-0002", facts={"story": "S-0000-0002"})
    assert hint_for_reason(lacks, about) == (
        "Try: consentkit story plan S-0000-0002 --channel website --until DAY"
    )
    assert hint_for_error(Refused("certificate-missing", **about)) == (
        "Try: consentkit clear S-0000-0000 --story S-0000-0001 --story S-0000-0002 --channel website"
        " --certificate FILE.pdf"
    )


def test_a_reason_about_a_video_hints_at_the_videos_verb():
    shown = Reason(
        code=ReasonCode.FACE_MUST_BE_COVERED, subject="H-0000-0000", facts={"seen_in": "M-0000-0000"}
    )
    assert hint_for_reason(shown) == (
        "Try: consentkit video settle H-0000-0000 --contributor CONTRIBUTOR --hide"
    )
    known = {"facts": {"seen_in": "I-0000-0000", "contributor": "C-0000-0000"}}
    face = Reason(code=ReasonCode.CHILD_FACE_SHOWN, subject="F-0000-0000", **known)
    assert hint_for_reason(face) == "Try: consentkit face settle F-0000-0000 --contributor C-0000-0000 --hide"
    shallow = Reason(code=ReasonCode.SCAN_TOO_SHALLOW, subject="M-0000-0000")
    assert hint_for_reason(shallow) == "Try: consentkit video scan M-0000-0000"


STORY, PERSON = "S-0000-0000", "C-0000-0000"
ASKED = {"story": STORY, "channel": "website"}


@pytest.mark.parametrize(
    ("code", "subject", "facts", "typed"),
    [
        ("plan-missing", STORY, {"channel": "website"}, f"story plan {STORY} --channel website --until DAY"),
        ("contributors-missing", STORY, {}, f"story put-in {STORY} CONTRIBUTOR"),
        (
            "consent-missing",
            PERSON,
            {},
            f"consent record {PERSON} {STORY} --from-letter LETTER --given DAY",
        ),
        (
            "consent-ended",
            "K-0000-0000",
            {"contributor": PERSON},
            f"consent record {PERSON} {STORY} --from-letter LETTER --given DAY",
        ),
        ("draft-not-approved", "K-0000-0000", {"contributor": PERSON}, f"story approve {STORY} {PERSON}"),
        (
            "guardian-missing",
            "K-0000-0000",
            {"contributor": PERSON},
            f"contributor guardian {PERSON} --link court",
        ),
        (
            "guardian-conflict",
            "G-0000-0000",
            {"contributor": PERSON},
            "contributor check-guardian G-0000-0000 --free",
        ),
        ("assent-missing", PERSON, {}, f"consent assent {PERSON} {STORY} --answer yes --how HOW"),
        (
            "redaction-unproved",
            "I-0000-0000",
            {"left": 1, "box": "218,1116,243,1159"},
            "face add I-0000-0000 --box 218,1116,243,1159",
        ),
        (
            "redaction-unproved",
            "I-0000-0000",
            {"left": 0},
            "face add I-0000-0000 --box LEFT,TOP,RIGHT,BOTTOM",
        ),
        (
            "question-open",
            "guidance-note-2016/1.1a",
            {"question": "Is it so?"},
            f"check answer {STORY} yes 1.1a",
        ),
        ("question-unsigned", "guidance-note-2016/1.1d", {}, f"check sign {STORY} 1.1d"),
        (
            "question-open",
            "guidance-note-2016/2.2a",
            {"form": "risk", "contributor": PERSON},
            f"check risk {PERSON}",
        ),
        ("question-open", "our-own/7", {}, f"check answer {STORY} yes 7 --policy our-own"),
    ],
)
def test_what_to_type_names_every_code_that_is_known(code, subject, facts, typed):
    reason = Reason(code=ReasonCode(code), subject=subject, facts=facts)
    assert hint_for_reason(reason, ASKED) == f"Try: consentkit {typed}"


def test_no_reason_leaves_the_story_or_the_channel_open_that_was_asked_about():
    """Whatever is in the way: the table of verbs has no capitals for what the gate was asked about."""
    left = {code for code in ReasonCode if _left(code) & {"STORY", "CHANNEL"}}
    assert left == set()


def _left(code):
    hint = hint_for_reason(Reason(code=code, subject=STORY, facts=FACTS), ASKED) or ""
    return set(re.findall(r"\b[A-Z]{4,}\b", hint))


def test_the_doctor_is_named_for_a_scan_that_failed_by_the_machine_alone():
    def hint(problem):
        facts = {"problem": problem}
        return hint_for_reason(Reason(code=ReasonCode.SCAN_UNDECIDED, subject="I-0000-0000", facts=facts))

    assert hint("detector-missing") == "Try: consentkit doctor"
    assert hint("picture-damaged") is None


def test_what_to_type_is_told_once_for_many_reasons():
    reasons = [Reason(code=ReasonCode.QUESTION_OPEN, subject=f"p/{n}", facts=FACTS) for n in range(3)]
    assert [line for line in reason_lines(reasons) if "Try:" in line] == [
        "    Try: consentkit check answer STORY yes 0 --policy p"
    ]


def test_no_sentence_for_both_faces_names_a_verb_or_an_option():
    sentences = dict(ERRORS)
    sentences |= {code: " ".join(map(str, pair)) for code, pair in REASONS.items()}
    sentences |= {f"video {code}": " ".join(pair) for code, pair in VIDEO_REASONS.items()}
    sentences |= CHECKUPS | UNDECIDED_HELP | VIDEO_UNDECIDED_HELP
    assert {code: text for code, text in sentences.items() if _VERB.search(str(text))} == {}


def test_the_command_line_says_what_to_type(run, workspace_folder, open_as):
    from consentkit.usecases.stories.stories import add_story

    story = add_story(open_as("officer-1"), "Hers").id
    code, out, _ = run("officer-1", "clear", story, "--channel", "website", "--all")
    assert code == 3
    assert f"    Try: consentkit story put-in {story} CONTRIBUTOR\n" in out
    assert f"    Try: consentkit story plan {story} --channel website --until DAY\n" in out
    assert re.search(rf"    Try: consentkit check answer {story} yes \d\S+\n", out)


def test_a_story_is_shown_with_who_does_what_next_in_at_most_eight_lines(run, workspace_folder, open_as):
    from consentkit.usecases.stories.stories import add_story

    story = add_story(open_as("officer-1"), "Hers").id
    code, out, _ = run("officer-1", "story", "show", story)
    assert (code, f"REFUSED: {story} for website on " in out) == (0, True)
    assert 1 < out.count("✗ ") <= 8
    assert re.search(rf"Every reason: consentkit clear {story} --channel website --on \S+ --all\n", out)
    assert "✗ officer: say where it goes and until when. Reasons: 1.\n" in out


def test_a_consent_that_says_more_than_its_letter_is_recorded_again_from_that_letter():
    facts = {"contributor": "C-0000-0000", "letter": "L-0000-0000", "beyond": ("L08.print",)}
    reason = Reason(code=ReasonCode.CONSENT_BEYOND_LETTER, subject="K-0000-0000", facts=facts)
    assert hint_for_reason(reason, {"story": "S-0000-0000"}) == (
        "Try: consentkit consent record C-0000-0000 S-0000-0000 --from-letter L-0000-0000 --given DAY"
    )


def test_what_a_person_must_see_first_names_whose_answers_they_are():
    facts = {"contributor": "C-0000-0000"}
    outside = Reason(code=ReasonCode.CHANNEL_OUTSIDE_SCOPE, subject="K-0000-0000", facts=facts)
    assert hint_for_reason(outside) == "Try: consentkit consent list --contributor C-0000-0000"
    withdrawn = Reason(code=ReasonCode.CONSENT_WITHDRAWN, subject="K-0000-0000", facts=facts)
    assert hint_for_reason(withdrawn) == "Try: consentkit contributor show C-0000-0000"
