"""The report counts what is recorded, and tells outsiders no small number."""

from datetime import date, timedelta

import pytest

from consentkit.domain.checklists import Reply
from consentkit.domain.errors import Conflict, InvalidInput, Refused
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import Box, FaceDecision, Settlement
from consentkit.domain.reports import Figure, FigureCode, FigureGroup, Report
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.pages.report_files import write_report
from consentkit.pages.stories.pages import read_page
from consentkit.usecases.checks.checklists import answer_question
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.office.reports import make_report
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import add_face, settle_face
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.publications.clearances import ask_gate, certify_story
from consentkit.usecases.publications.exports import export_story
from consentkit.usecases.publications.publications import confirm_takedown, list_publications, publish_story
from consentkit.usecases.stories.stories import put_contributor
from consentkit.wording.office.reports import FIGURES, GROUPS, number_outside

_C = FigureCode
TODAY = date(2026, 11, 21)


@pytest.fixture
def workspace_folder(words_folder):
    """A workspace with one cleared story of words alone."""
    return words_folder


def _numbers(workspace, from_on=TODAY, until=TODAY):
    report = make_report(workspace, from_on, until)
    return {figure.code: figure.number for figure in report.figures}


def _publish(words):
    words.certify()
    publish_story(words.officer, words.story, Channel.WEBSITE, where="https://example.org/1")
    return list_publications(words.officer)[0]


def test_every_figure_has_its_words_and_stands_in_a_report_once(words, open_as):
    codes = [figure.code for figure in make_report(open_as("auditor-1"), TODAY, TODAY).figures]
    assert sorted(codes) == sorted(FigureCode)
    assert set(FIGURES) == set(FigureCode)
    assert set(GROUPS) == set(FigureGroup)


def test_a_withdrawal_waits_until_every_publication_is_confirmed_as_gone(words, words_base, open_as, clock):
    _publish(words)
    (takedown,) = withdraw_consent(words.officer, words_base.consent).takedowns
    manager = open_as("manager-1")
    told = _numbers(manager)
    assert (told[_C.WITHDRAWALS], told[_C.WITHDRAWALS_WAITING], told[_C.TAKEDOWNS_OPEN]) == (1, 1, 1)
    assert told[_C.TAKEDOWN_DAYS_MEDIAN] is None
    assert (told[_C.CONSENTS_WITHDRAWN], told[_C.CONSENTS_HOLDING]) == (1, 0)
    clock.advance(days=3)
    confirm_takedown(words.officer, takedown.id)
    told = _numbers(manager, until=TODAY + timedelta(days=3))
    assert (told[_C.WITHDRAWALS_WAITING], told[_C.TAKEDOWNS_OPEN]) == (0, 0)
    assert (told[_C.TAKEDOWN_DAYS_MEDIAN], told[_C.TAKEDOWN_DAYS_WORST]) == (3, 3)
    # On the first day the publication was still up, and a report of that day goes on saying so.
    assert _numbers(manager)[_C.WITHDRAWALS_WAITING] == 1


def test_a_withdrawal_for_another_channel_leaves_the_publication_alone(words, words_base, open_as):
    _publish(words)
    withdraw_consent(words.officer, words_base.consent, channels=frozenset({Channel.PRESS}))
    told = _numbers(open_as("manager-1"))
    assert (told[_C.WITHDRAWALS], told[_C.WITHDRAWALS_WAITING], told[_C.CONSENTS_IN_PART]) == (1, 0, 1)


@pytest.mark.parametrize(("days", "counted"), [(299, 0), (300, 0), (301, 1)])
def test_a_consent_counts_as_ended_from_the_day_after_its_last(words, open_as, clock, days, counted):
    clock.advance(days=days)
    on = TODAY + timedelta(days=days)
    told = _numbers(open_as("manager-1"), until=on)
    assert (told[_C.ENDED_IN_TIME], told[_C.CONSENTS_ENDED]) == (counted, counted)
    assert told[_C.CONSENTS_HOLDING] == 1 - counted


def test_what_is_still_published_after_the_end_is_told(words, open_as, clock):
    _publish(words)
    clock.advance(days=301)
    told = _numbers(open_as("manager-1"), until=TODAY + timedelta(days=301))
    assert (told[_C.ENDED_STILL_UP], told[_C.ENDED_IN_TIME]) == (1, 0)


def test_a_consent_that_was_renewed_did_not_end(words, open_as, clock):
    clock.advance(days=200)
    scope = words.scope(until=TODAY + timedelta(days=500))
    words.consent(scope=scope)
    clock.advance(days=101)
    told = _numbers(open_as("manager-1"), until=TODAY + timedelta(days=301))
    assert (told[_C.ENDED_RENEWED], told[_C.ENDED_IN_TIME], told[_C.CONSENTS_HOLDING]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("person", "is_child"),
    [
        ({"age": Age.ADULT, "age_basis": AgeBasis.DOCUMENT}, False),
        ({"age": Age.ADULT, "age_basis": AgeBasis.NONE}, True),
        ({"age": Age.UNKNOWN, "age_basis": AgeBasis.STATED}, True),
        ({"age": Age.UNKNOWN, "age_basis": AgeBasis.STATED, "adult_on": date(2026, 11, 1)}, False),
        ({"age": Age.CHILD, "age_basis": AgeBasis.STATED, "adult_on": date(2026, 12, 1)}, True),
    ],
)
def test_children_are_counted_as_the_gate_counts_them(words, open_as, person, is_child):
    new = add_contributor(words.officer, NewContributor(language="km", **person))
    put_contributor(words.officer, words.story, new.code)
    told = _numbers(open_as("manager-1"))
    assert new.is_child_on(TODAY) is is_child
    assert (told[_C.CHILDREN], told[_C.STORIES_WITH_CHILDREN]) == (int(is_child), int(is_child))


@pytest.mark.parametrize(
    ("act", "attempt"),
    [
        ("certificate-issued", lambda w, story: certify_story(w, story, Channel.PRESS)),
        ("story-published", lambda w, story: publish_story(w, story, Channel.PRESS, where="here")),
        # Refused before it asks where to write.
        ("story-exported", lambda w, story: export_story(w, story, Channel.PRESS, None, None)),
    ],
)
def test_each_attempt_that_the_gate_stops_is_counted(words, open_as, events, act, attempt):
    manager = open_as("manager-1")
    for _time in range(2):
        with pytest.raises(Refused, match="not-cleared"):
            attempt(manager, words.story)
    told = _numbers(manager)
    assert (told[_C.ATTEMPTS_STOPPED], told[_C.FIRST_REFUSALS]) == (2, 1)
    event = events("gate-refused")[0]
    assert (event.subject, event.body["act"], event.body["why"]) == (words.story, act, "not-cleared")
    assert "plan-missing" in event.body["reasons"]


def test_a_story_is_counted_once_for_each_channel_that_refuses_it(words, open_as, clock):
    for channel in (Channel.PRESS, Channel.PRESS, Channel.PRINT, Channel.WEBSITE):
        ask_gate(words.officer, words.story, channel)
    # A day to come is asked to plan: nobody is refused anything yet.
    ask_gate(words.officer, words.story, Channel.SOCIAL, on=TODAY + timedelta(days=9))
    manager = open_as("manager-1")
    told = _numbers(manager)
    assert (told[_C.ATTEMPTS_STOPPED], told[_C.FIRST_REFUSALS]) == (0, 2)
    clock.advance(days=1)
    ask_gate(words.officer, words.story, Channel.PRESS)
    tomorrow = TODAY + timedelta(days=1)
    assert _numbers(manager, tomorrow, tomorrow)[_C.FIRST_REFUSALS] == 0


def test_who_may_write_nothing_is_answered_all_the_same(words, open_as, events):
    clearance = ask_gate(open_as("auditor-1"), words.story, Channel.PRESS)
    assert not clearance.is_allowed
    assert events("gate-refused") == []


def test_a_refusal_keeps_no_head_in_the_place_of_those_that_are_missing(words, open_as, events):
    for path in words.officer.folders.heads.iterdir():
        path.unlink()
    manager = open_as("manager-1")
    with pytest.raises(Refused, match="not-cleared"):
        certify_story(manager, words.story, Channel.WEBSITE)
    assert not ask_gate(words.officer, words.story, Channel.PRESS).is_allowed
    assert events("gate-refused") == []


def test_a_page_that_is_opened_counts_its_planned_channels_alone(words, words_base, events):
    withdraw_consent(words.officer, words_base.consent)
    for _time in range(2):
        read_page(words.officer, words.story, Channel.PRESS)
    assert [event.body["channel"] for event in events("gate-refused")] == ["website"]


def test_faces_are_counted_by_what_was_decided(words, open_as, portrait):
    (taken,) = add_images(words.officer, words.story, [incoming(portrait)])
    faces = [
        add_face(words.officer, taken.image.id, Box(left=n, top=1, right=n + 9, bottom=9)).id
        for n in range(4)
    ]
    settle_face(words.officer, faces[0], FaceDecision(settlement=Settlement.REDACTED))
    for face, is_hidden in ((faces[1], True), (faces[2], False)):
        linked = FaceDecision(settlement=Settlement.LINKED, contributor=words.person, is_hidden=is_hidden)
        settle_face(words.officer, face, linked)
    told = _numbers(open_as("manager-1"))
    assert (told[_C.FACES_COVERED], told[_C.FACES_SHOWN], told[_C.FACES_OPEN]) == (2, 1, 1)
    yesterday = TODAY - timedelta(days=1)
    assert _numbers(open_as("manager-1"), yesterday, yesterday)[_C.FACES_COVERED] == 0


def test_a_no_of_safeguarding_counts_and_an_officers_does_not(words, open_as):
    for handle in ("officer-1", "safeguarding-1"):
        answer_question(open_as(handle), words.story, "guidance-note-2016", "1.1b", reply=Reply.NO)
    assert _numbers(open_as("manager-1"))[_C.SAFEGUARDING_NO] == 1


def test_the_days_stand_in_order_or_are_refused(words, open_as):
    with pytest.raises(InvalidInput, match="report-ends-before-it-begins"):
        make_report(open_as("manager-1"), TODAY, TODAY - timedelta(days=1))


@pytest.mark.parametrize("handle", ["officer-1", "volunteer-1"])
def test_who_does_not_audit_gets_no_report(words, open_as, handle):
    with pytest.raises(Refused, match="role-may-not-read"):
        make_report(open_as(handle), TODAY, TODAY)


def _figure(code, number, **links):
    return Figure(group=FigureGroup.WITHDRAWALS, code=code, number=number, **links)


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        (20, 4, "fewer than 5"),
        (20, 5, "5"),
        (20, 15, "15"),
        # 4 is what is left of 20: it would be told by a subtraction.
        (20, 16, "fewer than 5"),
        (20, 20, "20"),
        (3, 0, "fewer than 5"),
    ],
)
def test_a_small_number_and_what_would_give_one_away_are_not_told(whole, part, told):
    waiting = _figure(_C.WITHDRAWALS_WAITING, part, whole=_C.WITHDRAWALS)
    report = Report(from_on=TODAY, until=TODAY, figures=(_figure(_C.WITHDRAWALS, whole), waiting))
    assert number_outside(report, waiting) == told


@pytest.mark.parametrize(("count", "told"), [(4, "–"), (5, "9")])
def test_days_over_few_takedowns_are_not_told(count, told):
    worst = _figure(_C.TAKEDOWN_DAYS_WORST, 9.0, measured=_C.TAKEDOWNS_CONFIRMED)
    report = Report(from_on=TODAY, until=TODAY, figures=(_figure(_C.TAKEDOWNS_CONFIRMED, count), worst))
    assert number_outside(report, worst) == told


@pytest.mark.parametrize("name", ["report.csv", "report.txt"])
def test_a_written_report_holds_no_small_number(words, words_base, open_as, tmp_path, name):
    withdraw_consent(words.officer, words_base.consent)
    report = make_report(open_as("manager-1"), TODAY, TODAY)
    out = tmp_path / name

    def write():
        write_report(report, out, lambda f: (FIGURES[f.code], number_outside(report, f)), notes=("A note",))

    write()
    text = out.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "Consents taken back, wholly" in line)
    assert line.endswith("fewer than 5")
    assert "A note" in text
    with pytest.raises(Conflict, match="file-exists"):
        write()
