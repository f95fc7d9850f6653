"""One success and one refusal for each verb, JSON that is JSON, and every exit code."""

import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import click
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner
from filming import empty, film, tone
from making_documents import docx
from quick_cases import quick_among, quick_first
from saying_yes import say_yes
from seen_papers import say_paper

from consentkit.catalogue.shipped import assets_folder, policies_folder
from consentkit.cli import _VERBS, group
from consentkit.cli.sessions import Session
from consentkit.domain.bases import BasisKind
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.consents import WORLDWIDE, Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.interpreting.interpreters import Tie
from consentkit.domain.people import Age, AgeBasis, GuardianLink, Identity
from consentkit.domain.pictures.images import Box, FaceDecision, Settlement
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.questions.risks import Risk
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.people.inboxes import put_sealed, sealed_identity
from consentkit.usecases.checks.checklists import answer_question, list_questions
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.people.identities import OpeningReason, open_identity, seal_identity
from consentkit.usecases.people.interpreters import NewInterpreter, record_interpreter
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import certify_story
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.stories.bases import NewBasis, record_basis
from consentkit.usecases.stories.origins import NewOrigin, put_in_origin, record_origin
from consentkit.usecases.stories.stories import (
    add_story,
    approve_draft,
    list_stories,
    plan_story,
    put_contributor,
)
from consentkit.usecases.videos.tracks import add_track
from consentkit.usecases.videos.videos import add_video, scan_video, view_video
from consentkit.usecases.words.checks import words_of
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace

SHOWN = assets_folder() / "demo" / "astronaut.png"
PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"
NO = {
    "STORY": "S-0000-0000", "CONTRIBUTOR": "C-0000-0000", "CONSENT": "K-0000-0000", "IMAGE": "I-0000-0000",
    "FACE": "F-0000-0000", "TAKEDOWN": "T-0000-0000",
    "PUBLICATION": "P-0000-0000", "GUARDIAN": "G-0000-0000", "BASIS": "B-0000-0000",
}  # fmt: skip
OFFICER, LEAD, MANAGER, AUDITOR, VOLUNTEER = (
    "officer-1", "safeguarding-1", "manager-1", "auditor-1", "volunteer-1",
)  # fmt: skip
ADULT = "--language km --age adult --basis document"
LATER = f"{datetime.now(UTC).year + 5}-01-01"
"""A last day that has not come, and is not so far away that its year is mistyped."""
YES = "--answer yes --medium words --channel website --audience public --place worldwide --language km"
LETTER = "L-0000-0000"
BECAUSE = "She-chose-this-picture-herself-and-said-why"

# Verb to (who and what succeeds) and (who, what, exit code). Words in capitals are codes and files.
RISK_FORM = " ".join(
    [f"--risk {risk.value}=low" for risk in Risk]
    + [f"--answer {one}=yes --shown {one}=Kept-here" for one in ("1.2e", "2.2a", "2.2b", "2.2c", "2.2d")]
)

VERBS = {
    "init": ((OFFICER, "FRESH --timezone Asia/Bangkok"), (OFFICER, "FRESH --timezone Mars/Base", 2)),
    "actor add": ((MANAGER, "officer-2 --role officer"), (OFFICER, "officer-2 --role officer", 3)),
    "actor list": ((OFFICER, ""), ("stranger", "", 4)),
    "actor roles": (
        (MANAGER, "volunteer-1 --role volunteer --role officer"),
        (MANAGER, "manager-1 --role auditor", 3),
    ),
    "actor vouch": ((MANAGER, "officer-1"), (OFFICER, "volunteer-1", 3)),
    "actor remove": ((MANAGER, "volunteer-1"), (MANAGER, "manager-1", 3)),
    "actor suggest": ((OFFICER, "--language km"), (OFFICER, "--language ms", 2)),
    "actor passphrase": ((OFFICER, ""), ("stranger", "", 4)),
    "contributor add": ((OFFICER, ADULT), (OFFICER, "--language Khmer-Cambodia!", 2)),
    "contributor correct": ((OFFICER, f"CONTRIBUTOR {ADULT}"), (OFFICER, f"{NO['CONTRIBUTOR']} {ADULT}", 4)),
    "contributor list": ((AUDITOR, ""), (VOLUNTEER, "", 3)),
    "contributor show": ((AUDITOR, "CONTRIBUTOR"), (OFFICER, NO["CONTRIBUTOR"], 4)),
    "home": ((OFFICER, ""), ("stranger", "", 4)),
    "contributor seal": (
        (OFFICER, "CONTRIBUTOR --identity IDENTITY"),
        (AUDITOR, "GUARDIAN --identity IDENTITY", 3),
    ),
    "contributor identity": (
        (MANAGER, "CONTRIBUTOR --reason safety"),
        (OFFICER, "CONTRIBUTOR --reason safety", 3),
    ),
    "contributor guardian": (
        (OFFICER, "CONTRIBUTOR --link court"),
        (OFFICER, f"{NO['CONTRIBUTOR']} --link court", 4),
    ),
    "contributor check-guardian": ((LEAD, "GUARDIAN --free"), (OFFICER, "GUARDIAN --conflict", 3)),
    "consent record": (
        (OFFICER, f"CONTRIBUTOR STORY {YES} --until 2021-01-01 --given 2020-01-01 --release LETTER --yes"),
        (OFFICER, f"CONTRIBUTOR STORY {YES} --given 2020-01-01", 2),
    ),
    "consent withdraw": ((VOLUNTEER, "CONSENT --channel social"), (AUDITOR, "CONSENT", 3)),
    "consent assent": (
        (OFFICER, "CONTRIBUTOR STORY --answer yes --how pictures"),
        (OFFICER, "CONTRIBUTOR STORY --answer yes --how pictures --given 2399-01-01", 2),
    ),
    "consent agree-face": ((LEAD, "CONSENT"), (LEAD, NO["CONSENT"], 4)),
    "consent paper": (
        (MANAGER, "CONSENT --form consent --language km --whose CONTRIBUTOR --signed 2020-01-01"),
        (OFFICER, "CONSENT --form consent", 2),
    ),
    "consent list": ((OFFICER, "--story STORY --ending-by 2099-01-01"), (VOLUNTEER, "", 3)),
    "interpreter record": (
        (OFFICER, "interpreter-2 --language km --tie none"),
        (OFFICER, "interpreter-2 --language km --tie none --tie family", 2),
    ),
    "interpreter list": ((OFFICER, ""), (OFFICER, "TH", 2)),
    "interpreter show": ((OFFICER, "interpreter-1"), (OFFICER, "interpreter-9", 4)),
    "interpreter view": ((OFFICER, "INTERPRETER --to NEW"), (OFFICER, "INTERPRETER --confirm", 3)),
    "interpreter end": ((OFFICER, "INTERPRETER"), (OFFICER, "D-0000-0000", 4)),
    "interpreter back-check": (
        (OFFICER, "INTERPRETED --by helper-2 --way asked --outcome understood"),
        (OFFICER, "CONSENT --by helper-2 --way asked --outcome understood", 5),
    ),
    "origin record": (
        (OFFICER, "--kind visit --day 2026-05-01 --country TH --notice board"),
        (OFFICER, "--kind visit --country TH", 2),
    ),
    "origin list": ((OFFICER, ""), (OFFICER, "TH", 2)),
    "origin show": ((OFFICER, "ORIGIN"), (OFFICER, "E-0000-0000", 4)),
    "origin put": ((OFFICER, "ORIGIN STORY"), (OFFICER, f"ORIGIN {NO['STORY']}", 4)),
    "origin take-out": ((OFFICER, "ORIGIN IMAGE"), (OFFICER, "ORIGIN STORY", 4)),
    "basis record": (
        (OFFICER, "STORY --kind licence --comes-from Agency --terms Any --endless --evidence LETTER"),
        (OFFICER, "FACE --kind gathering", 2),
    ),
    "basis show": ((AUDITOR, "BASIS"), (OFFICER, NO["BASIS"], 4)),
    "basis list": ((AUDITOR, "STORY"), (VOLUNTEER, "STORY", 3)),
    "basis view": ((OFFICER, "BASIS --to NEW --confirm"), (OFFICER, "BASIS --confirm", 3)),
    "basis end": ((VOLUNTEER, "BASIS"), (AUDITOR, "BASIS", 3)),
    "story add": ((OFFICER, "Title"), (MANAGER, "Title", 3)),
    "story list": ((AUDITOR, ""), (VOLUNTEER, "", 3)),
    "story show": ((OFFICER, "STORY"), (OFFICER, NO["STORY"], 4)),
    "story title": ((OFFICER, "STORY Another"), (OFFICER, f"{NO['STORY']} Title", 4)),
    "story put-in": ((OFFICER, "STORY OTHER"), (OFFICER, "STORY CONTRIBUTOR", 5)),
    "story take-out": ((OFFICER, "STORY CONTRIBUTOR"), (OFFICER, "STORY OTHER", 5)),
    "story draft": ((OFFICER, "STORY LETTER"), (OFFICER, "STORY ABSENT", 2)),
    "story look": ((OFFICER, f"CHARTED 1 --why {BECAUSE}"), (OFFICER, f"STORY 1 --why {BECAUSE}", 4)),
    "text check": ((OFFICER, "STORY"), (OFFICER, NO["STORY"], 4)),
    "text list": ((OFFICER, "STORY"), (OFFICER, NO["STORY"], 4)),
    "text settle": (
        (OFFICER, f"NAMED FINDING false-hit --why {BECAUSE}"),
        (OFFICER, f"NAMED FINDING kept --why {BECAUSE}", 3),
    ),
    "text beside": ((OFFICER, "STORY --tags weaving --yes"), (OFFICER, "STORY --caption loom", 2)),
    "text clean": ((OFFICER, "CLEARED --as text --yes"), (OFFICER, "CHARTED --as text", 2)),
    "text compare": ((MANAGER, "STORY"), (OFFICER, "STORY", 3)),
    "text read": ((OFFICER, f"FOREIGN --why {BECAUSE}"), (OFFICER, f"STORY --why {BECAUSE}", 5)),
    "story statement": ((OFFICER, "STORY --nobody-is-victim"), (OFFICER, f"{NO['STORY']} --none", 4)),
    "story plan": (
        (OFFICER, f"STORY --channel print --place TH --until {LATER}"),
        (OFFICER, f"STORY --channel print --place Siam --until {LATER}", 2),
    ),
    "story approve": ((OFFICER, "STORY CONTRIBUTOR"), (OFFICER, "STORY OTHER", 5)),
    "image add": ((OFFICER, "STORY PORTRAIT"), (OFFICER, "STORY LETTER", 2)),
    "image scan": ((OFFICER, "IMAGE"), (OFFICER, NO["IMAGE"], 4)),
    "image list": ((OFFICER, "STORY"), (OFFICER, NO["STORY"], 4)),
    "image view": ((OFFICER, "IMAGE --to NEW"), (OFFICER, "IMAGE --confirm", 5)),
    "image copy": ((OFFICER, "SCANNED --shape oval --format webp"), (OFFICER, "SCANNED --method mosaic", 3)),
    "image take-out": ((OFFICER, "IMAGE"), (MANAGER, "IMAGE", 3)),
    "image leaks": ((OFFICER, "IMAGE"), (MANAGER, "IMAGE", 3)),
    "image near": ((MANAGER, "IMAGE"), (OFFICER, f"IMAGE --settle SCANNED --why {BECAUSE}", 3)),
    "video add": ((OFFICER, "STORY FILM"), (OFFICER, "STORY PORTRAIT", 2)),
    "video list": ((OFFICER, "STORY"), (OFFICER, NO["STORY"], 4)),
    "video scan": ((OFFICER, "VIDEO --profile standard"), (MANAGER, "VIDEO", 3)),
    "video tracks": ((AUDITOR, "VIDEO"), (VOLUNTEER, "VIDEO", 3)),
    "video settle": ((OFFICER, "VIDEO 1 --redact"), (OFFICER, "TRACK --not-a-face", 2)),
    "video add-track": (
        (OFFICER, "VIDEO --box 1,1,99,99 --from 0 --until 0:00.2"),
        (OFFICER, "VIDEO --box 1,1,99,99 --from 1:2:3 --until 9", 2),
    ),
    "video view": ((OFFICER, "VIDEO --to NEW"), (OFFICER, "VIDEO --confirm", 5)),
    "video copy": ((OFFICER, "WATCHED --sound altered"), (OFFICER, "VIDEO", 5)),
    "image report": ((MANAGER, "STORY --out SHEET"), (MANAGER, "STORY --out SHEET --uncovered", 3)),
    "face list": ((OFFICER, "IMAGE"), (OFFICER, NO["IMAGE"], 4)),
    "face settle": ((OFFICER, "IMAGE 2 1 --redact"), (OFFICER, "FACE --redact --not-a-face", 2)),
    "face add": ((OFFICER, "IMAGE --box 1,1,9,9"), (OFFICER, "IMAGE --box 9,9,1,1", 2)),
    "face move": (
        (OFFICER, f"FACE --box 1,1,19,19 --why {BECAUSE}"),
        (OFFICER, f"FACE --box 1,1,9,9 --why {BECAUSE}", 5),
    ),
    "face merge": ((OFFICER, f"FACE TWIN --why {BECAUSE}"), (OFFICER, f"FACE --why {BECAUSE}", 2)),
    "face take-back": ((OFFICER, "FACE"), (LEAD, "FACE", 3)),
    "check list": ((OFFICER, "STORY --channel website --open"), (VOLUNTEER, "STORY --channel website", 3)),
    "check organisation": ((OFFICER, "--open"), (VOLUNTEER, "", 3)),
    "check answer-organisation": ((MANAGER, "yes 3f --sentence Office"), (OFFICER, "yes 1.1c", 3)),
    "check show": ((OFFICER, "1.1a"), (OFFICER, "9.9z", 4)),
    "check answer": ((OFFICER, f"STORY no 1.1c --because {BECAUSE}"), (OFFICER, "STORY yes 1.2b", 3)),
    "check evidence": ((OFFICER, "STORY 4.4a --to NEW"), (OFFICER, "STORY 1.1d --to NEW", 4)),
    "check risk": (
        (LEAD, f"CONTRIBUTOR {RISK_FORM}"),
        (OFFICER, f"CONTRIBUTOR {RISK_FORM}", 3),
    ),
    "check sign": ((MANAGER, "STORY 1.1d"), (MANAGER, "STORY 1.1e", 4)),
    "clear": ((OFFICER, "CLEARED --channel website"), (OFFICER, "STORY --channel website", 3)),
    "export": (
        (OFFICER, "CLEARED --channel website --out NEW"),
        (OFFICER, "STORY --channel website --out NEW", 3),
    ),
    "publish": (
        (OFFICER, "CLEARED --channel website --where https://example.org/1"),
        (OFFICER, "STORY --channel website --where https://example.org/1", 3),
    ),
    "publication list": ((OFFICER, "--story CLEARED"), (VOLUNTEER, "", 3)),
    "publication void": (
        (MANAGER, "PUBLICATION --never-went-out Unprinted"),
        (OFFICER, "PUBLICATION --same-as PUBLICATION", 3),
    ),
    "takedown list": ((OFFICER, "--all"), (VOLUNTEER, "", 3)),
    "takedown open": ((VOLUNTEER, "PUBLICATION"), (OFFICER, NO["PUBLICATION"], 4)),
    "takedown confirm": ((OFFICER, "TAKEDOWN"), (OFFICER, NO["TAKEDOWN"], 4)),
    "audit verify": ((VOLUNTEER, ""), (AUDITOR, "--against ABSENT", 4)),
    "audit log": ((AUDITOR, "--action story-added --limit 2"), (OFFICER, "", 3)),
    "audit head": ((AUDITOR, "NEW"), (AUDITOR, "LETTER", 5)),
    "audit key": ((OFFICER, "NEW"), (AUDITOR, "LETTER", 5)),
    "audit hashes": ((AUDITOR, "NEW"), (OFFICER, "NEW", 3)),
    "policy list": ((OFFICER, ""), None),
    "policy check": ((OFFICER, "POLICY"), (OFFICER, "LETTER", 6)),
    "policy chosen": ((OFFICER, ""), (VOLUNTEER, "", 3)),
    "policy choose": ((MANAGER, "uniap-2008"), (OFFICER, "uniap-2008", 3)),
    "settings letterhead": ((MANAGER, "--name Home"), (OFFICER, "--name Home", 3)),
    "report": (
        (AUDITOR, "--from 2020-01-01 --until 2020-12-31"),
        (VOLUNTEER, "--from 2020-01-01 --until 2020-12-31", 3),
    ),
    "i18n status": ((OFFICER, ""), None),
    "bench faces": ((OFFICER, "MARKED --profile fast"), (OFFICER, "ABSENT", 2)),
    "bench words": ((OFFICER, "--language en"), (OFFICER, "--language xx", 2)),
    "rekey": ((MANAGER, ""), (OFFICER, "", 3)),
    "doctor": ((MANAGER, ""), ("stranger", "", 4)),
}
_OF_LETTERS = {
    *(f"form {verb}" for verb in ("list", "show", "lint", "review")),
    *(f"form {verb}" for verb in ("export-words", "import-words", "proof")),
    *(f"form {verb}" for verb in ("record", "recordings", "export-recording", "remove-recording")),
    *(
        f"letter {verb}"
        for verb in ("make", "print", "batch", "list", "give", "mine", "set-aside", "intake", "pages")
    ),
    *(f"letter {verb}" for verb in ("look", "match", "set-page-aside", "confirm")),
}
_OF_CLUSTERS = {"cluster scheduler", "cluster worker"}
_OF_SIGNATURES = {"audit check", "certificate check", "certificate paper"}
_OF_BACKUPS = {"backup make", "backup check", "backup list", "restore"}
_OF_ACCEPTING = {"settings show", "settings accept", "cluster accept"} | {
    f"contributor {verb}" for verb in ("inbox", "accept", "dismiss", "asks-again")
}
ELSEWHERE = (
    {
        "actor recover",
        "audit accept-row",
        "audit clock",
        "check walk",
        "completion",
        "demo",
        "story use-consent",
    }
    | _OF_LETTERS
    | _OF_CLUSTERS
    | _OF_SIGNATURES
    | _OF_BACKUPS
    | _OF_ACCEPTING
)
"""Those with tests of their own: here below, in `test_journey`, `test_help`, `test_demo` and so on."""


class _Making:
    """Makes the records that the verbs are about, on today's real day, as the command line knows no other."""

    def __init__(self, open_as, below):
        self.officer = open_as(OFFICER)
        self.manager = open_as(MANAGER)
        self.open_as = open_as
        self.below = below
        self.letter = below / "letter.txt"
        self.letter.write_text("signed")

    def interpreter(self):
        today = self.officer.today
        told = NewInterpreter(
            handle="interpreter-1", languages=frozenset({"km"}), ties=frozenset({Tie.NONE}),
            declared_on=today, until=today, declaration=b"I tell nobody.",
        )  # fmt: skip
        return record_interpreter(self.officer, told).id

    def story(self, interpreter=None, **scope):
        adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
        person = add_contributor(self.officer, adult).code
        story = add_story(self.officer, "A year at the school").id
        put_contributor(self.officer, story, person)
        today = self.officer.today
        fields = {
            "media": frozenset({Medium.WORDS, Medium.PHOTO}),
            "channels": frozenset(Channel),
            "audiences": frozenset({Audience.PUBLIC}),
            "places": frozenset({WORLDWIDE}),
            "until": today + timedelta(days=300),
        }
        new = NewConsent(
            contributor=person, story=story, decision=Decision.YES, scope=Scope(**(fields | scope)),
            asked_on=today - timedelta(days=2), given_on=today, language="km",
            release=self.letter.read_bytes(), interpreter=interpreter,
        )  # fmt: skip
        consent = record_consent(self.officer, new).id
        say_paper(self.manager, consent)
        return person, story, consent

    def cleared(self):
        """A story of words: once on paper and withdrawn from there, cleared and certified for the website."""
        person, story, consent = self.story()
        put_draft(self.officer, story, self.letter.read_bytes())
        approve_draft(self.officer, story, person, decision=Decision.YES)
        for channel in (Channel.PRINT, Channel.WEBSITE):
            plan_story(
                self.officer, story, channel, audience=Audience.PUBLIC, place=WORLDWIDE,
                from_on=self.officer.today, until=self.officer.today + timedelta(days=100),
            )  # fmt: skip
        for handle in (OFFICER, LEAD, MANAGER):
            self._answer(handle, story)
        certify_story(self.manager, story, Channel.PRINT)
        publish_story(self.officer, story, Channel.PRINT, where="the yearly report")
        (takedown,) = withdraw_consent(self.officer, consent, channels=frozenset({Channel.PRINT})).takedowns
        certify_story(self.manager, story, Channel.WEBSITE)
        published = publish_story(self.officer, story, Channel.WEBSITE, where="https://example.org/0")
        return story, takedown.id, published.id

    def _answer(self, handle, story):
        workspace = self.open_as(handle)
        for asked in list_questions(workspace, story, Channel.WEBSITE):
            if workspace.actor.has(*asked.question.who) and asked.state.standing is Standing.OPEN:
                say_yes(workspace, story, asked.policy.id, asked.question.id)

    def scanned(self):
        story = add_story(self.officer, "Another").id
        (taken,) = add_images(self.officer, story, [incoming(PORTRAIT)])
        scan_images(self.officer, [taken.image.id])
        for face in faces_of(self.officer, taken.image.id):
            settle_face(self.officer, face.id, FaceDecision(settlement=Settlement.REDACTED))
        return taken.image.id

    def filmed(self, story):
        """A video with a track that nobody scanned, and one that is ready for its copy."""
        known, watched = self.below / "one.mp4", self.below / "two.mp4"
        known.write_bytes(film(empty(3)))
        watched.write_bytes(film(empty(4), sound=tone(0.4)))
        video = add_video(self.officer, story, incoming(known)).id
        box = Box(left=1, top=1, right=99, bottom=99)
        track = add_track(self.officer, video, box, from_ms=0, until_ms=100).id
        ready = add_video(self.officer, story, incoming(watched)).id
        scan_video(self.officer, ready)
        view_video(self.officer, ready)
        return {"VIDEO": video, "TRACK": track, "WATCHED": ready}

    def origin(self, image):
        made = record_origin(self.officer, NewOrigin(kind=OriginKind.PHOTOGRAPHER, terms="As agreed"))
        put_in_origin(self.officer, made.id, (image,))
        return made.id

    def charted(self):
        """A story whose draft holds a picture, and a chart that no program looks into."""
        story = add_story(self.officer, "With a chart").id
        draft = self.below / "draft.docx"
        draft.write_bytes(docx([], **{"word/charts/chart1.xml": "<c:chart/>"}))
        put_draft(self.officer, story, draft.read_bytes())
        return story

    def worded(self):
        """A story whose title names a school, and one in a language that no program reads."""
        named = add_story(self.officer, "At Wat Bo School").id
        (found,) = words_of(self.officer, named).there
        return {"NAMED": named, "FINDING": found.id, "FOREIGN": add_story(self.officer, "Дети деревни").id}

    def codes(self):
        person, story, consent = self.story(appearance=Appearance.FACE_SHOWN)
        seal_identity(self.officer, person, Identity(name="Sokha Invented"))
        (taken,) = add_images(self.officer, story, [incoming(SHOWN)])
        answer_question(
            self.officer, story, "guidance-note-2016", "1.1d", reply=Reply.NO, justification=BECAUSE
        )
        say_yes(self.manager, story, "guidance-note-2016", "4.4a")
        cleared, takedown, published = self.cleared()
        licence = NewBasis(
            thing=story, kind=BasisKind.LICENCE, comes_from="An agency", terms="Any", is_endless=True,
            evidence=b"signed",
        )  # fmt: skip
        return {
            "ORIGIN": self.origin(taken.image.id),
            "INTERPRETER": self.interpreter(),
            "INTERPRETED": self.story(interpreter="interpreter-1")[2],
            "BASIS": record_basis(self.officer, licence).basis.id,
            "CONTRIBUTOR": person,
            "OTHER": add_contributor(self.officer, NewContributor(language="km")).code,
            "GUARDIAN": add_guardian(self.officer, person, GuardianLink.COURT).code,
            "STORY": story,
            "CONSENT": consent,
            "IMAGE": taken.image.id,
            "FACE": add_face(self.officer, taken.image.id, Box(left=1, top=1, right=9, bottom=9)).id,
            "TWIN": add_face(self.officer, taken.image.id, Box(left=2, top=2, right=11, bottom=11)).id,
            "SCANNED": self.scanned(),
            **self.filmed(story),
            "CLEARED": cleared,
            "CHARTED": self.charted(),
            **self.worded(),
            "TAKEDOWN": takedown,
            "PUBLICATION": published,
        }


@pytest.fixture(scope="module")
def furnished(make_workspace, tmp_path_factory, passphrase):
    """A workspace with a record of every kind, made once; gives its folder and the codes."""
    below = tmp_path_factory.mktemp("furnished")
    folder = make_workspace(below)
    with ExitStack() as opened:

        def open_as(handle):
            return opened.enter_context(open_workspace(folder, handle, passphrase))

        codes = _Making(open_as, below).codes()
    return folder, codes


@pytest.fixture
def workspace_folder(furnished, tmp_path):
    return shutil.copytree(furnished[0], tmp_path / "workspace")


@pytest.fixture
def filled(furnished, tmp_path, monkeypatch):
    """`filled("STORY --json")` gives the arguments with codes and files for the words in capitals."""
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", "another long passphrase")
    files = {name: tmp_path / name.lower() for name in ("LETTER", "IDENTITY", "ABSENT", "NEW", "FRESH")}
    files["SHEET"] = tmp_path / "sheet.pdf"
    files["LETTER"].write_text("signed")
    files["IDENTITY"].write_text(json.dumps({"name": "Sokha Invented"}))
    marked = tmp_path / "marked"
    (marked / "images").mkdir(parents=True)
    shutil.copy(PORTRAIT, marked / "images" / "one.jpg")
    (marked / "gt.json").write_text(
        '{"images": [{"file": "one.jpg", "faces": [{"box": [174, 131, 358, 337]}]}]}'
    )
    files["MARKED"] = marked
    files["FILM"] = tmp_path / "film.mp4"
    files["FILM"].write_bytes(film(empty(2)))
    words = furnished[1] | files | {"PORTRAIT": PORTRAIT, "POLICY": next(policies_folder().glob("*.toml"))}

    def fill(text):
        return [str(words.get(word, word)) for word in text.split()]

    return fill


@pytest.fixture
def old_terminal(monkeypatch):
    """Have verbs write to what knows ASCII alone; gives what stands there."""
    out = io.TextIOWrapper(io.BytesIO(), "ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", out)
    return lambda: out.buffer.getvalue().decode("ascii")


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_does_what_it_says_and_prints_json(run_json, filled, verb):
    (handle, arguments), _ = VERBS[verb]
    code, value = run_json(handle, *verb.split(), *filled(arguments))
    assert code == 0, value
    assert value is not None


# They look through pictures, films and documents once already, for what they print as JSON.
LOOKING = {"image scan", "image copy", "video add", "video scan", "video view", "video copy", "story draft"}


@pytest.mark.parametrize("verb", quick_among(VERBS, set(VERBS) - LOOKING))
def test_a_verb_says_it_in_words_too_where_no_khmer_can_be_shown(run, filled, old_terminal, verb):
    (handle, arguments), _ = VERBS[verb]
    code, _, _ = run(handle, *verb.split(), *filled(arguments))
    assert code == 0
    assert "{" not in old_terminal()


@pytest.mark.parametrize("verb", [verb for verb, (_, refusal) in VERBS.items() if refusal])
def test_a_verb_that_cannot_says_why_and_what_to_do(run, filled, verb):
    _, (handle, arguments, exit_code) = VERBS[verb]
    code, out, err = run(handle, *verb.split(), *filled(arguments))
    assert code == exit_code, err
    said = out + err
    assert said.strip()
    assert "{" not in said
    assert "Traceback" not in said


def _commands():
    ctx = click.Context(group)
    for verb in _VERBS:
        command = group.get_command(ctx, verb)
        yield command
        yield from command.commands.values() if isinstance(command, click.Group) else ()


def test_a_word_is_typed_as_it_is_written_everywhere_else():
    """`face-hidden`, as in the JSON, the docs and the log: never the code's own FACE_HIDDEN."""
    choices = [p for c in _commands() for p in c.params if isinstance(p.type, click.Choice)]
    assert len(choices) > 20
    for parameter in choices:
        for word in parameter.type.choices:
            assert parameter.type.convert(str(word), parameter, None) == word
            assert "_" not in word
        assert type(parameter.default) is not type(parameter.type.choices[0]) or parameter.default is None


def _examples():
    for command in _commands():
        for line in (command.epilog or "").replace("\\\n", " ").splitlines():
            if line.strip().startswith("consentkit "):
                yield line.strip()


@pytest.mark.parametrize("example", list(_examples()))
def test_an_example_of_the_help_can_be_typed(example):
    words = shlex.split(example.partition(" >> ")[0])[1:]
    command = group
    while isinstance(command, click.Group):
        with click.Context(command) as ctx:
            named = next(word for word in words if word in command.list_commands(ctx))
            command, words = command.get_command(ctx, named), words[words.index(named) + 1 :]
    command.make_context("verb", words, obj=Session())


_GIVEN = re.compile(r"[\w/*.-]+\.(json|jpg|pdf|csv|docx|mp4|m4a|toml|gz)$")


def _at_hand(folder, words):
    """The files that an example reads, made where it names them; what it writes it may write."""
    for before, word in zip(["", *words], words, strict=False):
        path = folder / word.replace("*", "one")
        if not _GIVEN.match(word) or word.startswith("/") or before in _WRITTEN:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".jpg":
            shutil.copy(PORTRAIT, path)
        elif path.suffix == ".mp4":
            path.write_bytes(film(empty(2)))
        elif path.suffix == ".docx":
            path.write_bytes(docx([]))
        else:
            path.write_text(_WORDS.get(path.suffix, "signed"), encoding="utf-8")
    return [word.replace("*", "one") if _GIVEN.match(word) else word for word in words]


_WRITTEN = {"--out", "--to", "--certificate", "--page", "head", "key", "hashes", "--key-file"}
_WORDS = {".json": json.dumps({"name": "Sokha Invented"}), ".csv": "contributor\n"}
_OF_A_KIND = {
    "C": ("CONTRIBUTOR", "OTHER"),
    "F": ("FACE", "TWIN"),
    "G": ("GUARDIAN",),
    "H": ("TRACK",),
    "I": ("IMAGE", "SCANNED"),
    "K": ("CONSENT",),
    "M": ("VIDEO",),
    "P": ("PUBLICATION",),
    "S": ("STORY",),
    "T": ("TAKEDOWN",),
}
_OF_OUR_FILES = (
    "has no box", "lies outside the video", "has no rows", "is not a public key", "Say where the backup goes",
    "The folder usb is not there", "This is not correct TOML", "This is not a picture that",
)  # fmt: skip
"""What is refused because the files and records here are small and few, not because of what was typed."""
_ELSEWHERE = ("demo", "cluster", "bench", "completion", "init", "restore", "backup", "check walk")
"""What makes a workspace of its own, serves others, asks, or measures: each has tests of its own."""


def _with_codes(words, filled):
    """The same words with codes of records that there are, in place of those that stand for them."""
    for word in words:
        names = _OF_A_KIND.get(word[:1], ()) if re.fullmatch(r"[A-Z]-\w{4}-\w{4}", word) else ()
        first = word.endswith("7K3Q-X9MN") or len(names) == 1
        yield filled(names[0] if first else names[-1])[0] if names else word


@pytest.mark.slow
@pytest.mark.parametrize("example", [e for e in _examples() if not e[11:].startswith(_ELSEWHERE)])
def test_an_example_of_the_help_runs_and_is_never_told_to_be_mistyped(
    example, run, filled, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    words = shlex.split(example.partition(" >> ")[0])[1:]
    handle = OFFICER
    while words[0] in {"-w", "--as"}:
        words = words[2:]
    monkeypatch.setattr("sys.stdin", io.StringIO("Sokha Invented\n\n"))
    code, out, err = run(handle, *_with_codes(_at_hand(tmp_path, words), filled))
    assert code in {0, 3, 4, 5, 7} or any(words in out + err for words in _OF_OUR_FILES), (code, out, err)
    assert "Traceback" not in err


def test_every_verb_is_in_the_table_or_has_tests_elsewhere():
    ctx = click.Context(group)
    names = set()
    for verb in _VERBS:
        command = group.get_command(ctx, verb)
        subs = command.commands if isinstance(command, click.Group) else {}
        names |= {f"{verb} {sub}" for sub in subs} or {verb}
    assert names == set(VERBS) | ELSEWHERE


def test_a_broken_policy_of_ones_own_is_listed_and_exits_with_six(run, workspace_folder):
    (workspace_folder / "policies" / "own.toml").write_text('id = "own"')
    code, out, _ = run(OFFICER, "policy", "list")
    assert code == 6
    assert "✗ own.toml" in out


def test_the_languages_of_a_policy_are_listed_and_broken_words_stop_nothing(run, workspace_folder):
    (workspace_folder / "policies" / "own.th.toml").write_text('policy = "own"')
    code, out, _ = run(OFFICER, "policy", "list")
    assert code == 0
    assert "ខ្មែរ: draft translation, every question" in out
    assert "! own.th.toml: language: This field is missing." in out
    assert run(OFFICER, "policy", "check", str(workspace_folder / "policies" / "own.th.toml"))[0] == 6


def test_every_error_has_its_exit_code(run, filled, workspace_folder):
    reached = {
        run(handle, *filled(words))[0]
        for handle, words in [
            (OFFICER, "story plan STORY --channel print --until yesterday"),
            (OFFICER, "publish STORY --channel website --where x"),
            (OFFICER, "story show S-0000-0000"),
            (OFFICER, "story put-in STORY CONTRIBUTOR"),
        ]
    }
    (workspace_folder / "records.db").rename(workspace_folder / "records.away")
    (workspace_folder / "records.db").mkdir()
    reached.add(run(OFFICER, "story", "list")[0])
    (workspace_folder / "keyfile.json").write_text("{")
    reached.add(run(OFFICER, "story", "list")[0])
    reached.add(130)  # a person stops it: see the next test
    assert reached == {cls.exit_code for cls in ConsentkitError.__subclasses__()}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are a POSIX thing")
def test_a_scan_that_is_stopped_keeps_what_was_finished_and_exits_with_130(
    filled, workspace_folder, passphrase, tmp_path
):
    story = filled("STORY")[0]
    files = [tmp_path / f"{number}.jpg" for number in range(8)]
    for number, file in enumerate(files):
        file.write_bytes(PORTRAIT.read_bytes() + bytes(number + 1))  # else one scan would answer for all
    with open_workspace(workspace_folder, OFFICER, passphrase) as workspace:
        ids = [intake.image.id for intake in add_images(workspace, story, list(map(incoming, files)))]
    code, said = _stopped_at(
        "Scan 2 of 8", "--as", OFFICER, "-w", workspace_folder, "image", "scan", *ids, passphrase=passphrase
    )
    with open_workspace(workspace_folder, OFFICER, passphrase) as workspace:
        scans = {image.id: image.scan for image in images_of(workspace, story)}
    done = sum(scans[image_id] is not None for image_id in ids)
    assert code == 130
    assert 1 <= done < 8
    assert f"Stopped after {done} of 8. What was finished is kept; run it again to go on." in said
    assert f"The rest: consentkit image scan {' '.join(ids[done:])}" in said.replace("\r\n", "\n")
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_scan_is_as_deep_as_asked_where_nobody_is_protected(run_json, run, open_as, tmp_path):
    officer = open_as(OFFICER)
    staff = NewContributor(language="en", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    story = add_story(officer, "A new well").id
    put_contributor(officer, story, add_contributor(officer, staff).code)
    other_file = tmp_path / "other.jpg"  # the portrait itself was looked at thoroughly in another story
    other_file.write_bytes(PORTRAIT.read_bytes() + b" ")
    (taken,) = add_images(officer, story, [incoming(other_file)])
    for profile in ("fast", "thorough"):
        _, scanned = run_json(OFFICER, "image", "scan", story, "--profile", profile)
        assert [one["scan"]["profile"] for one in scanned] == [profile]
    assert run_json(OFFICER, "image", "scan", story, "--profile", "standard") == (0, [])
    _, said, _ = run(OFFICER, "image", "scan", taken.image.id, "--profile", "fast")
    assert "found (fast: centerface-native" in said


@pytest.mark.slow
def test_a_story_s_scan_goes_on_with_the_pictures_without_an_answer(
    run_json, filled, workspace_folder, passphrase
):
    with open_workspace(workspace_folder, OFFICER, passphrase) as workspace:
        (story,) = filled("STORY")
        (taken,) = add_images(workspace, story, [incoming(PORTRAIT)])
        every = {image.id for image in images_of(workspace, story)}
        scan_images(workspace, sorted(every - {taken.image.id}))
    _, scanned = run_json(OFFICER, "image", "scan", story)
    assert [one["id"] for one in scanned] == [taken.image.id]
    assert run_json(OFFICER, "image", "scan", story) == (0, [])
    _, scanned = run_json(OFFICER, "image", "scan", story, "--again")
    assert {one["id"] for one in scanned} == every


def test_what_was_kept_and_what_was_not_is_said_when_one_of_several_is_refused(run, filled):
    face, nobody = filled("FACE")[0], NO["FACE"]
    code, _, err = run(OFFICER, "face", "settle", face, nobody, face, "--redact")
    assert code == 4
    assert err.splitlines()[0] == f"Kept: {face}. Not done: {nobody}. Not tried: {face}."
    code, _, err = run(OFFICER, *filled("check answer STORY yes 1.1a 9.9z"))
    assert code == 4
    assert err.splitlines()[0] == "Kept: 1.1a. Not done: 9.9z."


# What was given is never dropped in silence: who typed both meant one of them.
CONTRADICTIONS = {
    "consent record CONTRIBUTOR STORY --given 2020-01-01 --answer no --channel website --language km": (
        "--answer no, --channel"
    ),
    "consent record CONTRIBUTOR STORY --given 2020-01-01 --answer no --until 2399-01-01 --place TH": (
        "--answer no, --place, --until"
    ),
    f"consent record CONTRIBUTOR STORY --given 2020-01-01 --letter {LETTER} --from-letter {LETTER}": (
        "--letter, --from-letter"
    ),
    f"consent record CONTRIBUTOR STORY --given 2020-01-01 --release LETTER --letter {LETTER}": (
        "--release, --letter"
    ),
    "consent assent CONTRIBUTOR STORY --answer no --how pictures --medium photo --naming none": (
        "--answer no, --medium, --naming"
    ),
    "basis record STORY --kind licence --until 2399-01-01 --endless": "--until, --endless",
    "basis record STORY --kind gathering --notice-where gate": "all three",
    "basis list STORY --ending-by 2399-01-01": "THING, --ending-by",
    "consent list --code CONSENT --story STORY": "--code, --story",
    "consent list --code CONSENT --contributor CONTRIBUTOR": "--code, --contributor",
    f"letter confirm {LETTER} --correct": "--nothing-ticked",
    f"letter confirm {LETTER} --tick L04.photo --nothing-ticked": "",
    "image copy SCANNED --cells 4": "--method solid, --cells",
    "image copy SCANNED --method mosaic --sigma 0.6": "--method mosaic, --sigma",
    "image copy STORY --face FACE": "--face",
    "image near IMAGE --why because": "--settle",
    "image scan IMAGE --tls-ca A --tls-cert B --tls-key C": "--engine",
    "image scan IMAGE --engine local --tls-ca A --tls-cert B --tls-key C": "--engine",
    "face settle FACE --not-a-face --hide --why because": "--not-a-face, --hide",
    "face settle FACE --contributor CONTRIBUTOR --hide --show": "--hide",
    "face settle IMAGE --all-open --contributor CONTRIBUTOR": "--all-open",
    "face settle IMAGE --redact": "IMAGE",
    "face settle 1 --redact": "number 1",
    "face settle IMAGE 3 --redact": "no box 3",
    "face settle IMAGE 0 --redact": "no box 0",
    "video settle VIDEO 2 --redact": "no box 2",
}


@pytest.mark.parametrize("typed", CONTRADICTIONS)
def test_what_contradicts_itself_is_refused_with_both_named(run, filled, typed):
    code, _, err = run(OFFICER, *filled(typed))
    assert code == 2, err
    assert " ".join(filled(CONTRADICTIONS[typed])) in err


def test_a_box_has_one_number_in_the_picture_the_list_the_json_and_the_verb(run, run_json, filled, open_as):
    image, first, second = filled("IMAGE FACE TWIN")
    (_, listed), (_, out, _) = run_json(OFFICER, "face", "list", image), run(OFFICER, "face", "list", image)
    assert [(one["number"], one["id"]) for one in listed] == [(1, first), (2, second)]
    assert [line.split()[:2] for line in out.splitlines()] == [["1.", first], ["2.", second]]
    boxes = [face.box.model_dump() for face in faces_of(open_as(OFFICER), image)]
    assert [one["box"] for one in listed] == boxes  # `image view` draws these, numbered from 1
    code, settled = run_json(OFFICER, "face", "settle", image, 2, "--redact")
    assert (code, [one["id"] for one in settled]) == (0, [second])


def test_all_that_is_open_is_settled_at_once_and_nothing_else(run, run_json, filled, open_as):
    story, image, first, second = filled("STORY IMAGE FACE TWIN")
    run(OFFICER, "face", "settle", first, "--not-a-face", "--why", BECAUSE)
    code, settled = run_json(OFFICER, "face", "settle", story, "--all-open", "--redact")
    assert (code, [one["id"] for one in settled]) == (0, [second])
    assert faces_of(open_as(OFFICER), image)[0].settlement is Settlement.NOT_A_FACE
    code, out, _ = run(OFFICER, "face", "settle", image, "--all-open", "--redact")
    assert (code, out) == (0, "Nothing is open there.\n")


@pytest.mark.slow
def test_a_story_s_copies_are_made_where_they_are_missing(run, run_json, filled, open_as):
    story = images_story(open_as(OFFICER), *filled("SCANNED"))
    code, made = run_json(OFFICER, "image", "copy", story)
    assert (code, [one["copy"]["image"] for one in made]) == (0, filled("SCANNED"))
    assert run(OFFICER, "image", "copy", story)[:2] == (0, "Every picture has its public copy.\n")


def images_story(workspace, image):
    return next(s.id for s in list_stories(workspace) if image in {i.id for i in images_of(workspace, s.id)})


def test_lists_say_what_each_has_come_to(run, filled):
    cleared, takedown, published, person = filled("CLEARED TAKEDOWN PUBLICATION CONTRIBUTOR")
    said = run(OFFICER, "publication", "list", "--story", cleared)[1].splitlines()
    assert any(line.startswith(published) and ": live until " in line for line in said)
    assert any(f"TO COME DOWN: takedown {takedown} is open" in line for line in said)
    (line,) = run(OFFICER, "takedown", "list")[1].splitlines()
    assert "on print, the yearly report, open since" in line
    assert f"{cleared}: " in run(OFFICER, "story", "list")[1]
    assert ": to come down" in run(OFFICER, "story", "list")[1]
    assert "public copy: missing" in run(OFFICER, "image", "list", filled("STORY")[0])[1]
    assert "1 to settle; public copy: missing" in run(OFFICER, "video", "list", filled("STORY")[0])[1]
    line, uses = run(OFFICER, "consent", "list", "--contributor", person)[1].splitlines()
    assert line.endswith(": holds")
    assert uses.startswith("    website")


def test_a_later_answer_says_first_what_it_does_to_the_uses_that_stand(run, filled):
    person = run(OFFICER, "contributor", "add", *ADULT.split())[1].split()[0]
    when = f"--until {LATER} --given 2020-01-01 --release LETTER"
    assert run(OFFICER, *filled(f"consent record {person} STORY {YES} --channel print {when}"))[0] == 0
    soon = f"consent record {person} STORY {YES} --use social:face-shown:alias"
    how = f"{soon} --until {int(LATER[:4]) - 1}-01-01 --given 2020-01-02 --release LETTER"
    code, _, err = run(OFFICER, *filled(how))
    assert code == 3
    told = err.splitlines()
    assert told[0].startswith(f"{person} answered before for story S-")
    assert [line.split(";")[0] for line in told[1:4]] == [
        "    adds: social media: their words",
        "    narrows: website: their words",
        "    leaves as it is: print: their words",
    ]
    assert "(until now: until 1 January" in told[2]
    code, out, _ = run(OFFICER, *filled(f"{how} --yes"))
    assert code == 0
    newest, *said = out.splitlines()
    assert [line.partition(":")[0] for line in said[1:]] == ["    website", "    social media"]
    first, uses, *_ = run(OFFICER, "consent", "list", "--contributor", person)[1].splitlines()
    assert first.endswith(f"for some of it a later answer counts: {newest} (print)")
    assert uses.startswith("    website, print: their words; seen, with the face covered")
    code, _, err = run(
        OFFICER, *filled(f"consent record {person} STORY {YES} --use social --given 2020-01-01")
    )
    assert code == 2
    assert "“social” is not a use" in err


def test_two_people_take_a_changed_row_over(run, run_json, workspace_folder, passphrase):
    with open_workspace(workspace_folder, OFFICER, passphrase) as workspace:
        story = add_story(workspace, "Whole").id
    with (
        open_workspace(workspace_folder, AUDITOR, passphrase) as workspace,
        workspace.records.db.writing(),
    ):
        workspace.records.db.execute("UPDATE stories SET title = 'damaged' WHERE id = ?", [story])
    (found,) = run_json(AUDITOR, "audit", "verify")[1]["problems"]
    words = ("audit", "accept-row", found["table"], found["key"], "--why", "disk-damage")
    assert run("safeguarding-1", *words)[0] == 3
    assert run(MANAGER, *words)[1] == "Asked. Another person takes it over with the same words.\n"
    assert run(MANAGER, *words)[0] == 5
    assert run("safeguarding-1", *words)[1] == "Taken over as it is.\n"
    code, out, _ = run(AUDITOR, "audit", "verify")
    assert code == 0
    assert "two people took it over as it is" in out
    assert run(MANAGER, "audit", "accept-row", "withdrawals", "W-7K3Q-X9MN", "--why", "disk-damage")[0] == 3


def test_a_manager_says_why_the_log_holds_times_that_have_not_come(run, workspace_folder, passphrase):
    ahead = datetime.now(UTC) + timedelta(days=40)
    with open_workspace(workspace_folder, OFFICER, passphrase, clock=lambda: ahead) as workspace:
        today, story = (ahead - timedelta(days=40)).date(), add_story(workspace, "Ahead").id
    words = ("story", "plan", story, "--channel", "print", "--until", LATER)
    code, _, err = run(OFFICER, *words)
    assert (code, "Try: consentkit audit clock --why WHY --today DAY" in err) == (3, True)
    assert "was recorded at a time that has not come" in run(MANAGER, "home")[1]
    assert run(OFFICER, "audit", "clock", "--why", "was-ahead", "--today", today)[0] == 3
    assert run(MANAGER, "audit", "clock", "--why", "was-ahead", "--today", "2020-01-01")[0] == 2
    assert run(MANAGER, "audit", "clock", "--why", "was-ahead", "--today", today)[0] == 0
    assert run(OFFICER, *words)[0] == 0
    code, out, _ = run(AUDITOR, "audit", "verify")
    assert code == 0
    assert "manager-1 said why: this machine's clock was ahead, and was set right." in out
    assert run(MANAGER, "audit", "clock", "--why", "was-ahead", "--today", today)[0] == 5


def test_one_code_alone_needs_no_such_line(run):
    code, _, err = run(OFFICER, "face", "settle", NO["FACE"], "--redact")
    assert code == 4
    assert "Not done" not in err


def _stopped_at(words, *arguments, passphrase):
    """Run consentkit on a terminal and press Ctrl-C when it says `words`; gives exit code and output."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "consentkit", *map(str, arguments)]
    with _one_core(), subprocess.Popen(
        command, env=os.environ | {"CONSENTKIT_PASSPHRASE": passphrase}, stdin=theirs, stdout=theirs,
        stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        said = ""
        while words not in said:
            said += os.read(ours, 1000).decode()
        process.send_signal(signal.SIGINT)
        said += _rest(ours)
        code = process.wait(timeout=60)
    os.close(ours)
    return code, said


@contextmanager
def _one_core():
    """What is started here has one core: on several the next picture may be done before the signal comes."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_cores)


def _rest(terminal):
    said = ""
    try:
        while more := os.read(terminal, 1000):
            said += more.decode()
    except OSError:  # Linux's way to say that the other side has gone
        pass
    return said


@pytest.fixture
def ask(workspace_folder, passphrase, monkeypatch):
    """`ask(typed, "officer-1", ...)` runs a verb that asks, and types the answers."""
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", passphrase)
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", "another long passphrase")

    def run_it(typed, handle, *arguments):
        command = ["--as", handle, "-w", str(workspace_folder), *arguments]
        return CliRunner().invoke(group, command, input=typed, obj=Session())

    return run_it


def test_sealing_asks_for_name_and_contact_and_repeats_neither(ask, filled, open_as):
    (guardian,) = filled("GUARDIAN")
    done = ask("Dara Invented\n+855 11 111\n", OFFICER, "contributor", "seal", guardian.lower())
    assert done.exit_code == 0
    assert done.stdout == f"The identity behind {guardian} is sealed.\n"
    found = open_identity(open_as(MANAGER), guardian, OpeningReason.CONTACT)
    assert found.newest.identity == Identity(name="Dara Invented", contact="+855 11 111")


@pytest.mark.parametrize(("handle", "code"), [(OFFICER, "G-0000-0000"), (AUDITOR, "GUARDIAN")])
def test_no_name_is_asked_for_what_cannot_be_sealed(ask, filled, handle, code):
    done = ask("Dara Invented\n\n", handle, "contributor", "seal", *filled(code))
    assert done.exit_code != 0
    assert "Name" not in done.output


def test_the_recovery_code_is_asked_for(ask, recovery_code, workspace_folder):
    done = ask(f"{recovery_code}\n", OFFICER, "actor", "recover", OFFICER)
    assert done.exit_code == 0, done.output
    assert "has a new passphrase" in done.stdout
    with open_workspace(workspace_folder, OFFICER, "another long passphrase") as workspace:
        assert workspace.actor.handle == OFFICER


def test_a_wrong_recovery_code_is_refused(run, filled, monkeypatch):
    filled("")
    monkeypatch.setattr("sys.stdin", io.StringIO("AAAA-BBBB\n"))
    code, _, err = run(OFFICER, "actor", "recover", OFFICER)
    assert (code, err) == (3, "The recovery code is wrong. Read it again from the paper.\n")


def test_a_nameless_identity_adds_nobody(run, run_json, tmp_path):
    nameless = tmp_path / "person.json"
    nameless.write_text('{"name": " "}')
    _, before = run_json(OFFICER, "contributor", "list")
    code, _, err = run(OFFICER, "contributor", "add", "--language", "km", "--identity", nameless)
    assert (code, err) == (2, "The name is empty. Nothing was sealed.\n")
    assert run_json(OFFICER, "contributor", "list")[1] == before


@pytest.mark.parametrize(
    "arguments",
    [
        "audit head absent/head.json",
        "image view IMAGE --to absent/look.png",
        "clear CLEARED --channel website --certificate absent/certificate.pdf",
        "actor add officer-9 --role officer --key-file absent/key",
    ],
)
def test_a_folder_that_is_not_there_is_told_before_anything_is_done(run, run_json, filled, arguments):
    _, before = run_json(AUDITOR, "audit", "log", "--limit", 1)
    code, _, err = run(MANAGER, *filled(arguments))
    assert code == 2
    assert "The folder absent is not there" in err
    assert run_json(AUDITOR, "audit", "log", "--limit", 1)[1] == before


def test_a_certificate_is_printed_for_today_alone(run, filled, tmp_path):
    asked = filled("clear CLEARED --channel website --on 2399-01-01 --certificate NEW")
    code, _, err = run(MANAGER, *asked)
    assert code == 2
    assert "for today" in err
    assert not (tmp_path / "new").exists()


def test_a_certificate_is_checked_by_its_workspace_and_by_a_partner(run, run_json, filled, tmp_path):
    page, key = tmp_path / "certificate.pdf", tmp_path / "key.json"
    assert run(MANAGER, *filled("clear CLEARED --channel website --certificate"), page)[0] == 0
    assert run(OFFICER, "audit", "key", key)[0] == 0
    code, out, _ = run(OFFICER, "certificate", "check", page)
    assert (code, out.partition(":")[0]) == (0, "GENUINE")
    assert "with this workspace's key" in out
    code, out, _ = run(OFFICER, "certificate", "check", page, "--public-key", key)
    assert (code, out.partition(":")[0]) == (0, "GENUINE")
    assert "Signed off by manager-1" in out
    assert "Without the records nobody can tell" in out
    code, out, _ = run(OFFICER, "certificate", "check", page, "--public-key", "ab" * 32)
    assert (code, out.partition(":")[0]) == (3, "NOT GENUINE")
    page.write_bytes(page.read_bytes() + b"x")
    code, found = run_json(OFFICER, "certificate", "check", page, "--public-key", key)
    assert (code, found["verdict"], found["is_statement_signed"]) == (3, "altered", True)
    assert run(OFFICER, "certificate", "check", page, "--public-key", "abc")[0] == 2
    assert run(OFFICER, "certificate", "check", tmp_path / "absent.pdf", "--public-key", key)[0] == 2


def test_a_printed_code_is_checked(run, filled, tmp_path):
    page, key = tmp_path / "certificate.pdf", tmp_path / "key.json"
    run(MANAGER, *filled("clear CLEARED --channel website --certificate"), page)
    run(OFFICER, "audit", "key", key)
    with pypdfium2.PdfDocument(page.read_bytes()) as document:
        (read,) = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())
    code, out, _ = run(OFFICER, "certificate", "paper", read.text, "--public-key", key)
    assert code == 0
    assert "The code is GENUINE" in out
    assert run(OFFICER, "certificate", "paper", read.text)[0] == 3
    assert run(OFFICER, "certificate", "paper", "other text", "--public-key", key)[0] == 2


def test_heads_are_checked_by_an_auditor_without_the_records(run, run_json, tmp_path):
    files = {name: tmp_path / f"{name}.json" for name in ("key", "earlier", "later", "hashes")}
    run(AUDITOR, "audit", "key", files["key"])
    run(AUDITOR, "audit", "head", files["earlier"])
    run(OFFICER, "story", "add", "Another")
    run(AUDITOR, "audit", "head", files["later"])
    run(AUDITOR, "audit", "hashes", files["hashes"])
    heads = files["earlier"], files["later"]
    code, out, _ = run("stranger", "audit", "check", *heads, "--public-key", files["key"])
    assert code == 0
    assert "2 heads are signed with this key, and agree." in out
    asked = ("audit", "check", *heads, "--public-key", files["key"], "--hashes", files["hashes"])
    code, found = run_json("stranger", *asked)
    assert (code, found["is_continued"], found["problems"]) == (0, True, [])
    code, out, _ = run("stranger", "audit", "check", *heads, "--public-key", "ab" * 32)
    assert code == 3
    assert "was not signed by the key you gave" in out
    assert run("stranger", "audit", "check", *heads)[0] == 2


def test_a_certificate_overwrites_nothing(run, run_json, filled, tmp_path):
    taken = tmp_path / "taken.pdf"
    taken.write_text("mine")
    before = run_json(AUDITOR, "audit", "log", "--limit", 1)
    code, _, err = run(MANAGER, *filled("clear CLEARED --channel website --certificate"), taken)
    assert code == 5
    assert "is there already" in err
    assert taken.read_text() == "mine"
    assert run_json(AUDITOR, "audit", "log", "--limit", 1) == before


KEPT_FOR_MORE = {"2.2d", "4.4b"}
"""An officer's answers about a person and the organisation: they come from another story."""


def test_a_walk_takes_the_words_that_it_offers(ask, run_json, filled):
    (story,) = filled("STORY")
    typed = f"yes\nno\n{BECAUSE}\nunknown\n\nYES\n" + "skip\n" * 100
    done = ask(typed, OFFICER, "check", "walk", story, "--channel", "website")
    assert done.exit_code == 0, done.output
    _, asked = run_json(OFFICER, "check", "list", story, "--channel", "website")
    given = [a for a in asked if a["answered_by"] == [OFFICER] and a["question"] not in KEPT_FOR_MORE]
    assert len(given) == 3, "two here, and one that was answered before; the fourth is kept for more"


def test_a_walk_asks_again_for_an_explanation_that_is_too_short(ask, run_json, filled):
    (story,) = filled("STORY")
    done = ask(
        f"no\nshort\n{BECAUSE}\n" + "skip\n" * 100, OFFICER, "check", "walk", story, "--channel", "website"
    )
    assert done.exit_code == 0, done.output
    assert "The explanation needs at least" in done.output
    _, asked = run_json(OFFICER, "check", "list", story, "--channel", "website")
    given = [a for a in asked if a["answered_by"] == [OFFICER] and a["question"] not in KEPT_FOR_MORE]
    assert len(given) == 2, "one here, and one before"


def test_a_walk_names_the_form_for_what_is_answered_in_one_and_does_not_ask_it(ask, filled):
    story, person = filled("STORY CONTRIBUTOR")
    done = ask("yes\n\n" * 100, "safeguarding-1", "check", "walk", story, "--channel", "website")
    assert done.exit_code == 0, done.output
    assert done.output.count(f"It is answered in one form: consentkit check risk {person}\n") == 1
    assert "2.2a" not in done.output


@pytest.mark.parametrize("witness", ["Dara Invented", "dara@example.org"])
def test_a_witness_by_name_is_refused_and_the_name_not_repeated(run, filled, witness):
    asked = filled(f"consent record CONTRIBUTOR STORY {YES} --until 2021-01-01 --given 2020-01-01")
    code, out, err = run(OFFICER, *asked, "--witness", witness)
    assert code == 2
    assert "handle" in err
    assert witness not in out + err


@pytest.mark.parametrize("arguments", ["story show nonsense --json", "clear --json S-0 --channel website"])
def test_an_error_in_a_code_is_json_too(run, arguments):
    code, out, _ = run(OFFICER, *arguments.split())
    assert code == 2
    assert json.loads(out)["error"] == "InvalidInput"


def test_braces_that_were_typed_are_no_blanks(run, filled):
    """Braces that were typed come back as they are."""
    code, _, err = run(OFFICER, *filled("story draft STORY"), "{file}.txt")
    assert (code, err) == (2, "The file {file}.txt cannot be read. Check the name.\n")


def test_a_sealed_file_that_no_event_names_is_told_listed_and_decided(run, run_json, open_as):
    person = run_json("officer-1", "contributor", "add", "--language", "km")[1]["code"]
    officer = open_as("officer-1")
    seal_identity(officer, person, Identity(name="Sokha Invented", contact="+855"))
    put_sealed(
        officer.folders.inbox,
        sealed_identity(officer.records.keys, person, Identity(name="Sokha", contact="+66")),
    )
    code, out, err = run("manager-1", "contributor", "identity", person, "--reason", "safety")
    assert code == 0
    assert "contact: +855" in out
    assert "+66" not in out
    assert "1 sealed file was not taken in" in err
    assert run("auditor-1", "audit", "verify")[0] == 3
    assert "named by no event" in run("auditor-1", "audit", "verify")[1]
    (listed,) = run_json("manager-1", "contributor", "inbox")[1]
    assert (listed["code"], listed["trouble"]) == (person, "unnamed")
    digest = listed["digest"][:12]
    assert run("officer-1", "contributor", "accept", digest, "--reason", "sealer-asked")[0] == 3
    assert run("manager-1", "contributor", "accept", digest, "--reason", "sealer-asked")[0] == 0
    opened = run_json("manager-1", "contributor", "identity", person, "--reason", "safety")[1]
    assert (opened["contact"], opened["earlier"][0]["identity"]["contact"]) == ("+66", "+855")
    assert run("manager-1", "contributor", "dismiss", digest, "--reason", "stranger")[0] == 4
    # Acts by this machine's clock and by the tests' stand in one log here, which is told too.
    assert "named by no event" not in run("auditor-1", "audit", "verify")[1]


def test_a_changed_setting_is_told_at_each_start_and_accepted_by_a_manager(run, run_json, workspace_folder):
    assert run("officer-1", "story", "list")[2] == ""
    config = workspace_folder / "config.toml"
    config.write_text(config.read_text().replace('organisation = "Example"', 'organisation = "Another"'))
    code, out, err = run("officer-1", "story", "list", "--json")
    assert code == 0
    json.loads(out)
    assert "accepted last by manager-1 on 12 October 2026." in err
    assert "✗ config.toml was changed since" in err
    code, out, _ = run("auditor-1", "audit", "verify")
    assert code == 3
    assert "config.toml was changed since manager-1 accepted" in out
    state = run_json("manager-1", "settings", "show")[1]
    assert state["changes"] == [{"name": "config.toml", "change": "changed"}]
    assert run("officer-1", "settings", "accept", state["digest"])[0] == 3
    assert run("manager-1", "settings", "accept", "000000000000")[0] == 5
    assert run("manager-1", "settings", "accept", state["digest"])[0] == 0
    assert run("officer-1", "story", "list")[2] == ""
    assert run("auditor-1", "audit", "verify")[0] == 0


def test_an_engine_is_accepted_by_a_manager_before_a_scan_goes_there(run, run_json):
    story = run_json("officer-1", "story", "add", "A year at the school")[1]["id"]
    address = "dask://127.0.0.1:8799"
    code, said = run_json("officer-1", "image", "scan", story, "--engine", address)
    assert (code, said["code"]) == (3, "engine-not-accepted")
    assert run("officer-1", "cluster", "accept", address)[0] == 3
    assert run_json("manager-1", "cluster", "accept", address) == (0, {"accepted": address})
    assert run("officer-1", "image", "scan", story, "--engine", address)[0] != 3


_ASKING_AGAIN = (
    "story put-in CLEARED OTHER", "story take-out CLEARED CONTRIBUTOR", "story draft CLEARED IDENTITY",
    "story statement CLEARED --nobody-is-victim", "image add CLEARED PORTRAIT", "video add CLEARED FILM",
)  # fmt: skip


@pytest.mark.parametrize("words", quick_first(_ASKING_AGAIN, 2))
def test_whom_a_verb_asks_again_is_listed_first_and_takes_a_yes(run, filled, words):
    cleared, *_others = filled("CLEARED")
    (person,) = _people_of(run, cleared)
    typed = [person if one == filled("CONTRIBUTOR")[0] else one for one in filled(words)]
    code, _out, told = run(OFFICER, *typed)
    assert code == 3
    assert f"This changes story {cleared}." in told
    assert "These questions are answered again: guidance-note-2016" in told
    # Who is taken out is asked nothing any more.
    assert (person in told) == ("take-out" not in words)
    code, _out, told = run(OFFICER, *typed, "--yes")
    assert code == 0
    assert "These questions are answered again: guidance-note-2016" in told
    code, _out, told = run(OFFICER, "story", "statement", cleared, "--none")
    assert (code, told) == (0, ""), "nothing was said to it any more"


class _AtATerminal(io.StringIO):
    """What a person types who is asked."""

    def isatty(self):
        return True


def test_who_sits_there_is_asked_and_a_program_is_not(run, filled, monkeypatch):
    typed = ("story", "statement", *filled("CLEARED --nobody-is-victim"))
    for answer, more, expected in (("n", (), 3), ("y", ("--json",), 3), ("y", (), 0)):
        monkeypatch.setattr("sys.stdin", _AtATerminal(f"{answer}\n"))
        code, _out, told = run(OFFICER, *typed, *more)
        assert code == expected
        assert ("Do it?" in told) == (not more)


def _people_of(run, story):
    return json.loads(run(OFFICER, "story", "show", story, "--json")[1])["story"]["contributors"]
