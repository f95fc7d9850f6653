"""Consent, withdrawal and renewal, on the days that they hold."""

import io
from datetime import date, timedelta
from functools import partial

import pytest
from making_documents import docx, epub, pptx, zipped
from PIL import Image as PillowImage
from PIL import ImageDraw
from quick_cases import quick_first

from consentkit.domain.consents import AssentMethod, Audience, Decision, Medium, Method
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.values import Channel
from consentkit.pages.consents.withdrawing import withdrawn_in_words
from consentkit.usecases.consents.consents import (
    agree_to_shown_face,
    list_consents,
    record_assent,
    withdrawals_of,
)
from consentkit.usecases.consents.lists import ConsentStanding, look_at_consent
from consentkit.usecases.consents.withdrawals import consents_of_code, withdraw_consent
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.stories.stories import add_story, plan_story, put_contributor
from consentkit.wording.vocabularies import CHANNELS

TOMORROW = date(2026, 11, 22)


@pytest.fixture
def workspace_folder(words_folder):
    return words_folder


@pytest.mark.parametrize(
    ("error", "code", "changes"),
    [
        (NotFound, "record-unknown", {"contributor": "C-0000-0000"}),
        (NotFound, "record-unknown", {"story": "S-0000-0000"}),
        (NotFound, "record-unknown", {"guardian": "G-0000-0000"}),
        (InvalidInput, "scope-goes-with-yes", {"scope": None}),
        (InvalidInput, "scope-goes-with-yes", {"decision": Decision.NO}),
        (InvalidInput, "day-not-come", {"given_on": TOMORROW}),
        (InvalidInput, "asked-after-given", {"asked_on": TOMORROW}),
        (InvalidInput, "day-long-ago", {"given_on": date(26, 11, 18)}),
        (InvalidInput, "day-long-ago", {"asked_on": date(1026, 11, 18)}),
        (InvalidInput, "language-malformed", {"language": "the language of Sokha"}),
        (InvalidInput, "language-not-known", {"language": "xx"}),
        (InvalidInput, "witness-not-handle", {"witness": "Sokha"}),
    ],
)
def test_a_consent_that_cannot_be_is_not_kept(words, nothing_kept, error, code, changes):
    letter = words.tmp_path / "letter.txt"
    letter.write_text("signed")
    with nothing_kept(error, code):
        words.consent(**changes)


@pytest.mark.parametrize("year", [2083, 2570, 2047])
def test_a_year_of_another_calendar_is_no_last_day(words, nothing_kept, year):
    """2083 is 2026 in Nepal, 2570 is 2027 in Thailand."""
    until = date(year, 1, 1)
    with nothing_kept(InvalidInput, "day-far-off"):
        words.consent(scope=words.scope(until=until))
    with nothing_kept(InvalidInput, "day-far-off"):
        plan_story(
            words.officer, words.story, Channel.PRINT,
            audience=Audience.PUBLIC, place="TH", from_on=words.officer.today, until=until,
        )  # fmt: skip


def test_a_consent_ends_on_the_day_it_was_given_or_later(words, nothing_kept):
    today = words.officer.today
    words.consent(scope=words.scope(until=today))
    ended = words.scope(until=today - timedelta(days=1))
    with nothing_kept(InvalidInput, "ends-before-it-begins"):
        words.consent(scope=ended)


def test_a_spoken_yes_has_a_witness(words):
    with pytest.raises(InvalidInput, match="witness-needed"):
        words.consent(method=Method.SPOKEN, release=None)
    words.consent(method=Method.SPOKEN, release=None, witness="officer-2")
    assert words.codes() == []


@pytest.mark.parametrize(
    ("witness", "code"), [("officer-1", "witness-asked"), ("interpreter-1", "witness-interpreted")]
)
def test_a_witness_neither_asked_nor_interpreted(words, witness, code):
    with pytest.raises(InvalidInput, match=code):
        words.consent(method=Method.SPOKEN, release=None, witness=witness, interpreter="interpreter-1")


def test_what_was_never_given_and_what_lies_before_is_not_taken_back(words, nothing_kept):
    words.consent(scope=words.scope(channels=frozenset({Channel.WEBSITE})))
    consent = list_consents(words.officer, story=words.story)[-1]
    with nothing_kept(InvalidInput, "withdrawn-before-given"):
        withdraw_consent(words.officer, consent.id, withdrawn_on=consent.given_on - timedelta(days=1))
    with nothing_kept(InvalidInput, "channel-never-given"):
        withdraw_consent(words.officer, consent.id, channels=frozenset({Channel.BROADCAST}))
    withdraw_consent(words.officer, consent.id, withdrawn_on=consent.given_on)


BLANK = PillowImage.new("RGB", (600, 800), (238, 234, 226))


def pages_of(*pictures, kind="PNG"):
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if kind == "PDF" else {}
    pictures[0].save(out, kind, **more)
    return out.getvalue()


def odt(words, kind="text"):
    body = f"<office:document-content><office:body>{words}</office:body></office:document-content>"
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": body})


def written():
    page = BLANK.copy()
    ImageDraw.Draw(page).text((60, 80), "I agree. " * 8, fill=(30, 30, 80), font_size=28)
    return page


@pytest.mark.parametrize(
    ("release", "code"),
    quick_first(
        [
            (b"  \n", "picture-empty"),
            (b"-- \n ...", "release-blank"),
            (b"\x7fELF\x00\x00", "release-kind-unknown"),
            (b"PK\x03\x04 not a document", "draft-damaged"),
            (b"\xff\xd8 not a picture", "picture-format-unknown"),
            (pages_of(BLANK), "release-blank"),
            (pages_of(BLANK, BLANK, kind="PDF"), "release-blank"),
            (docx([]), "release-blank"),
            (docx([pages_of(BLANK)]), "release-blank"),
            # What a program says of the file, and a small picture of it, is no letter.
            (docx([], **{"docProps/core.xml": "<title>Consent</title>"}), "release-blank"),
            (odt(""), "release-blank"),
            (odt("<text:p> \u2026 </text:p>"), "release-blank"),
            (odt("<text:p>I agree.</text:p>", kind="presentation"), "release-kind-unknown"),
            (pptx([pages_of(BLANK)]), "release-kind-unknown"),
            (epub([pages_of(BLANK)]), "release-kind-unknown"),
            (zipped({"xl/workbook.xml": "<a>I agree</a>"}), "draft-format-named"),
            (b"<html><head><title>Letter</title></head><body><p></p></body></html>", "release-blank"),
            (rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard\par}", "release-blank"),
        ],
        6,
    ),
)
def test_a_file_in_which_nobody_can_have_signed_is_no_release(words, nothing_kept, release, code):
    with nothing_kept(InvalidInput, code):
        words.consent(release=release)


@pytest.mark.parametrize(
    "release",
    quick_first(
        [
            b"I agree.",
            pages_of(written()),
            pages_of(BLANK, written(), kind="PDF"),
            docx([pages_of(written())]),
            docx([], **{"word/document.xml": '<w:document xmlns:w="w"><w:t>I agree.</w:t></w:document>'}),
            odt("<text:p>&#6016;</text:p>"),
            b"<html><body><p>I agree.</p></body></html>",
            rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard I agree.\par}",
        ],
        3,
    ),
)
def test_a_letter_that_holds_something_is_a_release(words, release):
    words.consent(release=release)
    assert words.codes() == []


def test_a_withdrawal_on_a_day_to_come_or_of_nothing_is_not_kept(words, nothing_kept):
    (consent,) = list_consents(words.officer, story=words.story)
    with nothing_kept(InvalidInput, "day-not-come"):
        withdraw_consent(words.officer, consent.id, withdrawn_on=TOMORROW)
    with nothing_kept(NotFound, "record-unknown"):
        withdraw_consent(words.officer, "K-0000-0000")


def test_a_withdrawal_says_what_ends_and_what_is_left(words, words_base):
    given = consents_of_code(words.officer, words_base.consent)[0].scope.channels
    one = withdraw_consent(words.officer, words_base.consent, channels=frozenset({Channel.SOCIAL}))
    (part,) = one.taken
    assert (part.consent, part.story) == (words_base.consent, words.story)
    assert (part.ended, part.left) == ({Channel.SOCIAL}, given - {Channel.SOCIAL})
    assert [*withdrawn_in_words(one)] == [
        f"Consent {words_base.consent} is taken back for: social media. It still holds for:"
        f" {', '.join(CHANNELS[channel] for channel in CHANNELS if channel in part.left)}."
    ]
    (all_of_it,) = withdraw_consent(words.officer, words_base.consent).taken
    assert (all_of_it.ended, all_of_it.left) == (given - {Channel.SOCIAL}, frozenset())
    (nothing,) = withdraw_consent(words.officer, words_base.consent).taken
    assert (nothing.ended, nothing.left) == (frozenset(), frozenset())


def test_a_persons_own_code_takes_back_every_story(words, words_base):
    other = add_story(words.officer, "Another year").id
    put_contributor(words.officer, other, words.person)
    second = words.consent(story=other)
    done = withdraw_consent(words.open_as("volunteer-1"), words.person)
    assert {(one.consent, one.story) for one in done.taken} == {
        (words_base.consent, words.story), (second, other)
    }  # fmt: skip
    assert not any(one.left for one in done.taken)
    with pytest.raises(NotFound, match="nothing-to-withdraw"):
        withdraw_consent(words.officer, words.person)
    assert {one.id for one in consents_of_code(words.officer, words.person)} == {words_base.consent, second}
    with pytest.raises(NotFound, match="record-unknown"):
        withdraw_consent(words.officer, "C-0000-0000")


def test_a_withdrawal_for_one_channel_leaves_the_others(words):
    (consent,) = list_consents(words.officer)
    words.plan(channel=Channel.SOCIAL)
    withdraw_consent(words.open_as("volunteer-1"), consent.id, channels=frozenset({Channel.SOCIAL}))
    assert words.codes() == []
    social = {r.code.value for r in words.clear(Channel.SOCIAL).reasons}
    assert social == {"consent-withdrawn"}
    assert [w.channels for w in withdrawals_of(words.officer, consent.id)] == [{Channel.SOCIAL}]


def test_after_the_last_day_a_renewal_clears_again(words, clock):
    last = words.clear().until
    clock.advance(days=(last - words.officer.today).days)
    # What was said about risk holds for days only.
    words.answer_all()
    assert words.codes() == []
    words.plan(days=400)
    clock.advance(days=201)
    assert {"consent-ended"} <= set(words.codes())
    words.consent(scope=words.scope(until=words.officer.today + timedelta(days=364)))
    words.plan(days=100)
    words.approve()
    words.answer_all()
    assert words.codes() == []
    assert len(list_consents(words.officer, story=words.story)) == 2


def test_a_new_yes_after_a_withdrawal_clears_again(words, clock):
    (consent,) = list_consents(words.officer)
    withdraw_consent(words.officer, consent.id)
    assert words.codes() == ["consent-withdrawn"]
    clock.advance(days=3)
    words.consent()
    assert words.codes() == []


def test_what_is_used_beyond_the_yes_is_refused(words):
    words.consent(decision=Decision.NO, scope=None)
    note_asked(words.officer, words.person)
    words.consent(scope=words.scope(media=frozenset({Medium.PHOTO})))
    assert words.codes() == ["medium-outside-scope"]


def test_consents_that_end_soon_come_first(words):
    today = words.officer.today
    soon = words.consent(scope=words.scope(until=today + timedelta(days=10)))
    later = words.consent(scope=words.scope(until=today + timedelta(days=20)))
    ending = list_consents(words.officer, ending_by=today + timedelta(days=20))
    assert [c.id for c in ending] == [soon, later]
    assert [c.id for c in list_consents(words.officer, ending_by=today + timedelta(days=19))] == [soon]
    assert list_consents(words.officer, story="S-0000-0000") == ()


def test_a_shown_face_is_agreed_to_only_where_it_was_offered(words, nothing_kept):
    lead = words.open_as("safeguarding-1")
    (consent,) = list_consents(words.officer)
    with nothing_kept(Conflict, "face-not-offered"):
        agree_to_shown_face(lead, consent.id)
    with nothing_kept(NotFound, "record-unknown"):
        agree_to_shown_face(lead, "K-0000-0000")


def test_an_assent_is_someones_for_a_story_and_not_of_tomorrow(words, nothing_kept):
    how = {"decision": Decision.YES, "method": AssentMethod.BEHAVIOUR}
    with nothing_kept(NotFound, "record-unknown"):
        record_assent(words.officer, "C-0000-0000", words.story, **how)
    with nothing_kept(NotFound, "record-unknown"):
        record_assent(words.officer, words.person, "S-0000-0000", **how)
    with nothing_kept(InvalidInput, "day-not-come"):
        record_assent(words.officer, words.person, words.story, given_on=TOMORROW, **how)


def test_a_consent_is_listed_as_the_gate_sees_it_also_when_a_no_to_the_old_letter_came_later(
    words, words_base, clock
):
    again = words.consent()
    assert look_at_consent(words.officer, again).standing is ConsentStanding.HOLDS
    clock.advance(days=1)
    withdraw_consent(words.officer, words_base.consent)
    assert "consent-withdrawn" in words.codes()
    assert look_at_consent(words.officer, again).standing is ConsentStanding.WITHDRAWN


def test_a_yes_to_what_somebody_said_no_to_waits_for_the_day_or_for_them(words, nothing_kept, clock):
    words.consent(decision=Decision.NO, scope=None)
    with nothing_kept(Refused, "refused-lately"):
        words.consent()
    # A yes of before the no is no answer to asking again.
    earlier = words.officer.today - timedelta(days=1)
    words.consent(given_on=earlier, asked_on=None)
    assert "consent-refused" in words.codes()
    clock.advance(days=89)
    with nothing_kept(Refused, "refused-lately"):
        words.consent()
    note_asked(words.officer, words.person)
    words.consent()
    assert "consent-refused" not in words.codes()


def test_the_day_itself_may_bring_a_yes_again(words, clock):
    words.consent(decision=Decision.NO, scope=None)
    clock.advance(days=90)
    words.consent()
    assert "consent-refused" not in words.codes()


def test_a_childs_yes_after_the_childs_no_waits_too(words, nothing_kept):
    record = partial(record_assent, words.officer, words.person, words.story, method=AssentMethod.OWN_WORDS)
    record(decision=Decision.NO)
    with nothing_kept(Refused, "refused-lately"):
        record(decision=Decision.YES)
    note_asked(words.officer, words.person)
    assert record(decision=Decision.YES).decision is Decision.YES
