"""A publication of several stories, such as an annual report: theirs together, from the plan to the end."""

import shutil
from datetime import timedelta

import pytest
from publishing import publish
from saying_yes import weigh_risks
from story_cases import Case

from consentkit.domain.consents import WORLDWIDE, Audience
from consentkit.domain.errors import Refused
from consentkit.domain.stories import StoryState
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.pages.publications.exports import export_to
from consentkit.store.log.stories_in_log import story_problems
from consentkit.store.stories.stories import certificates_that_run, count_published_before
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.publications.certificate_checks import VoidCode, check_with_records
from consentkit.usecases.publications.clearances import certify_story, clear_certified_together, clear_story
from consentkit.usecases.publications.publications import (
    confirm_takedown,
    list_publications,
    list_takedowns,
    publish_story,
)
from consentkit.usecases.stories.lists import find_stories
from consentkit.usecases.stories.stories import (
    add_story,
    plan_story,
    put_contributor,
    takedowns_of,
    timeline_of,
)
from consentkit.usecases.words.drafts import put_draft

WEBSITE = Channel.WEBSITE


@pytest.fixture(scope="module")
def _report_base(words_base, tmp_path_factory, opened_once):
    """A workspace with the story of words and one more, both cleared; made once."""
    below = tmp_path_factory.mktemp("report")
    folder = shutil.copytree(words_base.folder, below / "workspace")
    with opened_once(folder) as open_as:
        officer = open_as("officer-1")
        other = Case(open_as, below, words_base.person, add_story(officer, "The hills").id)
        put_contributor(officer, other.story, other.person)
        other.draft("The hills are green after the rain.")
        other.consent()
        other.plan()
        other.approve()
        _answer_all(other)
        assert other.codes() == []
    return folder, other.story


def _answer_all(case):
    """What is read again for each story stands in the form of the risks, which was filled in for another."""
    weigh_risks(case.open_as("safeguarding-1"), case.person)
    case.answer_all()


@pytest.fixture
def workspace_folder(_report_base, tmp_path):
    return shutil.copytree(_report_base[0], tmp_path / "workspace")


@pytest.fixture
def report(words, _report_base):
    """Two cleared stories of one person; gives the cases."""
    return words, Case(words.open_as, words.tmp_path, words.person, _report_base[1])


def _certify(words, hills):
    return certify_story(words.open_as("manager-1"), words.story, WEBSITE, also=(hills.story,))


def _publish(workspace, words, hills):
    return publish_story(workspace, hills.story, WEBSITE, also=(words.story,), where="The report of 2027")


def test_they_are_certified_given_away_published_and_taken_down_together(report, tmp_path, events):
    words, hills = report
    officer, both = words.officer, tuple(sorted((words.story, hills.story)))
    for one in report:
        one.certify(f"{one.story}.pdf")
    with pytest.raises(Refused, match="certificate-missing") as refused:
        _publish(officer, words, hills)
    assert (refused.value.facts["story"], refused.value.facts["also"]) == (both[0], both[1:])
    issued = _certify(words, hills)
    given = export_to(officer, words.story, WEBSITE, tmp_path / "away", also=(hills.story,))
    assert given.stories == both
    assert {f"words-{one}.txt" for one in both} < {file.name for file in given.files}
    assert ", ".join(both) in (tmp_path / "away" / "README.txt").read_text()
    made = _publish(officer, words, hills)
    assert (made.stories, made.certificate) == (both, issued.certificate.id)
    assert events("story-published")[-1].body["also"] == [both[1]]
    for one in both:
        assert [found.id for found in list_publications(officer, one)] == [made.id]
        assert clear_certified_together(officer, one)[0].certificate.is_valid
        assert made.id in {event.subject for event in timeline_of(words.open_as("manager-1"), one)}
        assert list(story_problems(officer.records.db, one)) == []
    assert find_stories(officer, state=StoryState.PUBLISHED).count == len(both)
    assert not any(need.code is NeedCode.EXPORT_UNRECORDED for need in needs_of(officer))

    given_by = list_consents(officer, story=words.story)[-1].id
    (opened,) = withdraw_consent(officer, given_by).takedowns
    assert opened.publication == made.id
    for one in both:
        assert [found.id for found in takedowns_of(officer, one)] == [opened.id]
    assert list_takedowns(officer) == (opened,)
    page = tmp_path / "certificate.pdf"
    page.write_bytes(issued.page)
    voided = check_with_records(officer, incoming(page)).voided
    assert {VoidCode.CHANGED, VoidCode.REFUSED, VoidCode.TAKEN_DOWN} == {one.code for one in voided}
    confirm_takedown(officer, opened.id)
    assert {one.ended_on for one in list_publications(officer)} == {officer.today}


def test_what_changes_in_one_of_them_voids_the_certificate_and_refuses_both(report):
    words, hills = report
    officer, both = words.officer, tuple(sorted((words.story, hills.story)))
    _certify(words, hills)
    until = plan_story(
        officer, hills.story, WEBSITE, audience=Audience.PUBLIC, place=WORLDWIDE,
        from_on=officer.today, until=officer.today + timedelta(days=90),
    ).until  # fmt: skip
    found = clear_story(officer, words.story, WEBSITE, also=(hills.story,))
    assert (found.is_allowed, found.until) == (True, until), "the days that both have"
    assert found.certificate.changed == (f"{hills.story} story",)
    with pytest.raises(Refused, match="certificate-void"):
        _publish(officer, words, hills)
    plan_story(
        officer, words.story, WEBSITE, also=(hills.story,), audience=Audience.PUBLIC, place=WORLDWIDE,
        from_on=officer.today, until=until,
    )  # fmt: skip
    planned_together = clear_story(officer, words.story, WEBSITE, also=(hills.story,))
    assert [one.until for one in planned_together.each] == [until, until]
    hills.draft("Other words, which nobody answered for.")
    with pytest.raises(Refused, match="not-cleared") as refused:
        _certify(words, hills)
    assert {reason.facts["story"] for reason in refused.value.reasons} == {hills.story}
    (shown,) = clear_certified_together(officer, words.story)
    assert [one.is_allowed for one in shown.each] == [one == words.story for one in both]


def test_what_changes_in_the_other_story_before_the_lock_is_taken_stops_them_both(report, races):
    words, hills = report
    rival = lambda w: put_draft(w, hills.story, b"Other words.")  # noqa: E731 - an act
    for handle, act in (
        ("officer-1", lambda w: _publish(w, words, hills)),
        ("manager-1", lambda w: certify_story(w, words.story, WEBSITE, also=(hills.story,))),
    ):
        hills.draft("The hills are green after the rain.")
        hills.approve()
        _answer_all(hills)
        _certify(words, hills)
        outcomes = races.overtaken(handle, act, by="officer-1", rival=rival)
        assert [one.code for one in outcomes] == ["Refused not-cleared", "done"]
    assert list_publications(words.officer) == ()


def test_what_is_told_of_one_story_tells_of_those_that_went_out_with_it(report, open_as, clock):
    """Rows as they would be: what waits, what is counted, and what another story's people did before."""
    words, hills = report
    officer = words.officer
    made = publish(open_as("manager-1"), words.story, also=(hills.story,))
    db = officer.reading
    assert {len(certificates_that_run(db, one, officer.today)) for one in (words.story, hills.story)} == {1}
    other = add_story(officer, "Another of hers").id
    assert count_published_before(db, other, [words.person]) == 1
    assert count_published_before(db, words.story, [words.person]) == 0, "its own publication is none before"
    voided = [need for need in needs_of(open_as("manager-1")) if need.code is NeedCode.CERTIFICATE_VOID]
    assert len(voided) == 1
    clock.advance(days=200)
    overdue = [need for need in needs_of(officer) if need.code is NeedCode.PUBLICATION_OVERDUE]
    assert [need.subject for need in overdue] == [made]
