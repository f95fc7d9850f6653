"""The verb of each action, to be typed; the sentences themselves name no verb."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from consentkit.domain.codes import KINDS
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.values import Fact
from consentkit.pages.actions import (
    FINDINGS,
    Action,
    Ways,
    action_for_need,
    action_for_reason,
    remedy_for_error,
)
from consentkit.usecases.office.needs import Need, NeedCode

_USUAL_POLICY = "guidance-note-2016"
"""The one that `check` answers when none is said."""

_RECORD = "consent record {contributor} {story} --answer yes --given DAY"
_FROM_LETTER = "consent record {contributor} {story} --from-letter {letter} --given DAY"

VERBS: dict[Action, str | None] = {
    Action.PUT_WORDS: "story draft {story} FILE",
    Action.REPLACE_WORDS: "story draft {subject} FILE",
    Action.LOOK_AT_PART: "story look {subject} {number} --why WORDS",
    Action.CHECK_WORDS: "text check {story}",
    Action.READ_WORDS: "text read {subject} --why WORDS",
    Action.SETTLE_WORDS: "text list {story}",
    Action.TAKE_STATEMENT_OUT: "story statement {story} --none",
    Action.PUT_IN: "story put-in {story} {contributor}",
    Action.APPROVE: "story approve {story} {contributor}",
    Action.PLAN: "story plan {story}{others} --channel {channel} --until DAY",
    Action.PLAN_WITHIN_CONSENT: None,
    Action.RECORD_BASIS: "basis record {thing} --kind KIND",
    Action.SEE_BASIS: "basis show {basis}",
    Action.CONFIRM_BASIS: "basis view {basis} --to FILE",
    Action.SEE_CONSENT: "consent list --contributor {contributor}",
    Action.ASK_CONSENT: _FROM_LETTER,
    Action.RENEW: _FROM_LETTER,
    Action.KEEP_RELEASE: _RECORD + " --release FILE",
    Action.NAME_WITNESS: _RECORD + " --witness HANDLE",
    Action.RECORD_INTERPRETER: "interpreter record {interpreter} --language LANGUAGE --tie TIE",
    Action.CONFIRM_DECLARATION: "interpreter view {subject} --to FILE",
    Action.SAY_PAPER: "consent paper {consent} --to FILE",
    Action.BACK_CHECK: "interpreter back-check {consent} --by HANDLE --way WAY --outcome OUTCOME",
    Action.SAY_WHEN_ASKED: _RECORD + " --asked DAY",
    Action.SEE_PERSON: "contributor show {contributor}",
    Action.DECIDE_SEALED: "contributor inbox",
    Action.CORRECT_PERSON: "contributor correct {contributor} --language LANGUAGE --age AGE --basis document",
    Action.ADD_GUARDIAN: "contributor guardian {contributor} --link court",
    Action.CHECK_GUARDIAN: "contributor check-guardian {guardian} --free",
    Action.RECORD_ASSENT: "consent assent {contributor} {story} --answer yes --how HOW",
    Action.WEIGH_RISKS: "check risk {contributor}",
    Action.ANSWER: "check answer {story} yes {question}",
    Action.ANSWER_SHEET: "check organisation",
    Action.SIGN_OFF: "check sign {story} {question}",
    Action.SEE_PICTURES: None,
    Action.ADD_PICTURES: "image add {story} FILE",
    Action.SCAN_PICTURE: "image scan {subject}",
    Action.SCAN_HERE: "image scan {story} --engine local",
    Action.VIEW_PICTURE: "image view {subject} --to FILE",
    Action.LIST_FACES: "face list {subject}",
    Action.SETTLE_FACE: "face settle {subject} --redact",
    Action.COVER_FACE: "face settle {face} --contributor {contributor} --hide",
    Action.ADD_BOX: "face add {subject} --box {box}",
    Action.AGREE_TO_FACE: "consent agree-face {consent}",
    Action.COPY_PICTURE: "image copy {subject}",
    Action.COPY_FOR_CHANNEL: "image copy {subject} --channel {channel}",
    Action.COPY_IN_BLACK: "image copy {seen_in}",
    Action.SETTLE_NEAR_COPY: "image near {subject}",
    Action.SEE_VIDEOS: None,
    Action.SCAN_VIDEO: "video scan {subject}",
    Action.VIEW_VIDEO: "video view {subject} --to FILE",
    Action.LIST_TRACKS: "video tracks {subject}",
    Action.SETTLE_TRACK: "video settle {subject} --redact",
    Action.COVER_TRACK: "video settle {track} --contributor {contributor} --hide",
    Action.ADD_TRACK: "video add-track {subject} --box L,T,R,B --from TIME --until TIME",
    Action.AGREE_TO_TRACK: "consent agree-face {consent}",
    Action.COPY_VIDEO: "video copy {subject}",
    Action.CERTIFY: "clear {story}{others} --channel {channel} --certificate FILE.pdf",
    Action.EXPORT: "export {story}{others} --channel {channel}",
    Action.PUBLISH: "publish {story}{others} --channel {channel} --where WHERE",
    Action.TAKE_DOWN: "takedown open {publication}",
    Action.CONFIRM_TAKEDOWN: "takedown confirm {subject}",
    Action.CONFIRM_LETTER: "letter confirm {subject}",
    Action.MATCH_PAGES: "letter match {subject} LETTER NUMBER",
    Action.SEE_LETTER: None,
    Action.READ_LETTER: None,
    Action.REVIEW_WORDS: "form review {language} --approve --reviewer HANDLE",
    Action.REPLACE_RECORDING: "form remove-recording {subject} --reason replaced",
    Action.SEE_RECORDINGS: "form recordings --form {form} --language {language}",
    Action.ACCEPT_SETTINGS: "settings show",
    Action.SET_PASSPHRASE: "actor passphrase",
    Action.VOUCH: "actor vouch {subject}",
    Action.EXAMINE_MACHINE: "doctor",
    Action.OPEN_WORKSPACE: "-w FOLDER doctor",
    Action.VERIFY_LOG: "audit verify",
    Action.EXPLAIN_CLOCK: "audit clock --why WHY --today DAY",
    Action.CARRY_HEAD_AWAY: "audit head FILE",
    Action.MAKE_BACKUP: "backup make FOLDER",
    Action.REPLACE_KEYS: "rekey",
}
"""What to type for each action; `None` where what to type depends on what one sees."""


class _Blanks(dict[str, str]):
    """What is known of a case; what is not stands there in capitals, to be replaced."""

    def __missing__(self, name: str) -> str:
        return _UNKNOWN.get(name, name.upper())


_UNKNOWN = {"box": "LEFT,TOP,RIGHT,BOTTOM", "others": ""}
"""What stands for what is not known, where its name does not; most stories go out alone."""


_OF_NEEDS = {
    NeedCode.QUESTIONS_OPEN: "check walk {story} --channel {channel}",
    NeedCode.SCAN_MISSING: "image scan {story}",
    NeedCode.COPY_MISSING: "image copy {story}",
    **dict.fromkeys((NeedCode.FACES_OPEN, NeedCode.SECOND_LOOK, NeedCode.VIEW_MISSING), "image list {story}"),
    NeedCode.VIDEOS_WAITING: "video list {story}",
    NeedCode.EXPORT_REFUSED: "clear {story} --channel {channel}",
    NeedCode.LETTER_NOT_BACK: "letter list --out",
    NeedCode.PAGES_LOOSE: "letter pages",
    **dict.fromkeys((NeedCode.CONSENT_ENDED, NeedCode.CONSENT_ENDING), "consent list --story {story}"),
}
"""A need is of a whole story, or of several records at once: what lists them, or does them all."""


def ways_for(subject: str) -> Ways:
    """Return how a sentence about a record names the way to an action: what is typed."""

    def way(action: Action) -> str:
        verb = VERBS[action]
        return f"consentkit {verb.format_map(_blanks([_named(subject)]))}" if verb is not None else ""

    return way


def hint_for_reason(reason: Reason, about: Mapping[str, Fact] = MappingProxyType({})) -> str | None:
    """Return what to type to clear a reason; `None` where no verb does it.

    `about` is what is known beside the reason: the story and the channel that were asked about.
    """
    action = action_for_reason(reason)
    if "story" in reason.facts:
        # What one of several stories lacks is put right in that one.
        about = {name: fact for name, fact in about.items() if name != "also"}
    return _typed(action, [about, reason.facts, _named(reason.subject)]) if action else None


def hint_for_error(error: ConsentkitError) -> str | None:
    """Return what to type after an error; `None` where no verb helps."""
    remedy = remedy_for_error(error)
    if remedy is None:
        return None
    subject = _named(str(error.facts[remedy.subject])) if remedy.subject else {}
    return _typed(remedy.action, [subject, error.facts])


def hint_for_finding(code: str) -> str | None:
    """Return what to type after a finding of the doctor; `None` where no verb helps."""
    action = FINDINGS.get(code)
    return _typed(action, []) if action else None


def hint_for_action(action: Action, **facts: Fact) -> str | None:
    """Return what to type for what comes next; `None` where no verb does it."""
    return _typed(action, [facts])


def hint_for_need(need: Need) -> str | None:
    """Return what to type about what waits; `None` where what to type depends on what one sees."""
    where: dict[str, Fact] = {"story": need.story} if need.story else {}
    where |= {"channel": need.channel.value} if need.channel else {}
    known = [need.facts, where, _named(need.subject)]
    verb = _OF_NEEDS.get(need.code)
    return _filled(verb, known) if verb else _typed(action_for_need(need), known)


def _named(subject: str) -> dict[str, Fact]:
    """What a subject is, by its own code: a face, a contributor, a policy's question …"""
    named: dict[str, Fact] = {"subject": subject}
    policy, slash, question = subject.partition("/")
    if slash:
        named["question"] = question if policy == _USUAL_POLICY else f"{question} --policy {policy}"
    if subject[1:2] == "-" and subject[0] in KINDS:
        named[KINDS[subject[0]]] = subject
    return named


def _typed(action: Action, known: Iterable[Mapping[str, Fact]]) -> str | None:
    verb = VERBS[action]
    return _filled(verb, known) if verb is not None else None


def _filled(verb: str, known: Iterable[Mapping[str, Fact]]) -> str:
    """Return what to type, with what is known of the case; what comes later is surer."""
    return f"Try: consentkit {verb.format_map(_blanks(known))}"


def _blanks(known: Iterable[Mapping[str, Fact]]) -> _Blanks:
    told = {name: fact for facts in known for name, fact in facts.items()}
    also = told.get("also", ())
    others = "".join(f" --story {code}" for code in also) if isinstance(also, tuple) else ""
    return _Blanks({name: str(fact) for name, fact in told.items()} | {"others": others})
