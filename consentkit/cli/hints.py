"""The verb of each action, to be typed; the sentences themselves name no verb."""

from collections.abc import Mapping

from consentkit.domain.errors import ConsentkitError
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.values import Fact
from consentkit.pages.actions import FINDINGS, Action, action_for_reason, remedy_for_error

_RECORD = "consent record CONTRIBUTOR STORY --answer yes"

VERBS: dict[Action, str | None] = {
    Action.PUT_WORDS: "story draft STORY FILE",
    Action.REPLACE_WORDS: "story draft {subject} FILE",
    Action.LOOK_AT_PART: "story look {subject} {number} --why WORDS",
    Action.TAKE_STATEMENT_OUT: "story statement STORY --none",
    Action.PUT_IN: "story put-in STORY {contributor}",
    Action.APPROVE: "story approve STORY {contributor}",
    Action.PLAN: "story plan STORY --channel CHANNEL --until DAY",
    Action.PLAN_WITHIN_CONSENT: None,
    Action.SEE_CONSENT: None,
    Action.ASK_CONSENT: _RECORD,
    Action.RENEW: _RECORD,
    Action.KEEP_RELEASE: _RECORD + " --release FILE",
    Action.NAME_WITNESS: _RECORD + " --witness HANDLE",
    Action.SAY_WHEN_ASKED: _RECORD + " --asked DAY",
    Action.SEE_PERSON: None,
    Action.DECIDE_SEALED: "contributor inbox",
    Action.CORRECT_PERSON: "contributor correct CONTRIBUTOR --basis document",
    Action.ADD_GUARDIAN: "contributor guardian CONTRIBUTOR --link court",
    Action.CHECK_GUARDIAN: "contributor check-guardian {subject} --free",
    Action.RECORD_ASSENT: "consent assent {subject} STORY --answer yes",
    Action.ANSWER: "check answer STORY yes QUESTION",
    Action.SIGN_OFF: "check sign STORY QUESTION",
    Action.SEE_PICTURES: None,
    Action.ADD_PICTURES: "image add STORY FILE",
    Action.SCAN_PICTURE: "image scan {subject}",
    Action.SCAN_HERE: "image scan STORY --engine local",
    Action.VIEW_PICTURE: "image view {subject} --to FILE",
    Action.LIST_FACES: "face list {subject}",
    Action.SETTLE_FACE: "face settle {subject} --redact",
    Action.COVER_FACE: "face settle FACE --contributor CONTRIBUTOR --hide",
    Action.ADD_BOX: "face add {subject} --box LEFT,TOP,RIGHT,BOTTOM",
    Action.AGREE_TO_FACE: "consent agree-face {consent}",
    Action.COPY_PICTURE: "image copy {subject}",
    Action.COPY_FOR_CHANNEL: "image copy {subject} --channel CHANNEL",
    Action.COPY_IN_BLACK: "image copy {seen_in}",
    Action.EXPORT_COPY: "image copy {subject} --out FOLDER",
    Action.SETTLE_NEAR_COPY: "image near {subject}",
    Action.SEE_VIDEOS: None,
    Action.SCAN_VIDEO: "video scan {subject}",
    Action.VIEW_VIDEO: "video view {subject} --to FILE",
    Action.LIST_TRACKS: "video tracks {subject}",
    Action.SETTLE_TRACK: "video settle {subject} --redact",
    Action.COVER_TRACK: "video settle {subject} --contributor CONTRIBUTOR --hide",
    Action.ADD_TRACK: "video add-track {subject} --box L,T,R,B --from TIME --until TIME",
    Action.AGREE_TO_TRACK: "consent agree-face {consent}",
    Action.COPY_VIDEO: "video copy {subject}",
    Action.CERTIFY: "clear {story} --channel {channel} --certificate FILE.pdf",
    Action.PUBLISH: "publish STORY --channel CHANNEL --where WHERE",
    Action.TAKE_DOWN: "takedown open PUBLICATION",
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
    Action.CARRY_HEAD_AWAY: "audit head FILE",
    Action.MAKE_BACKUP: "backup make FOLDER",
}
"""What to type for each action; `None` where what to type depends on what one sees."""


class _Blanks(dict[str, str]):
    """What is known of a case; what is not stands there in capitals, to be replaced."""

    def __missing__(self, name: str) -> str:
        return name.upper()


def hint_for_reason(reason: Reason) -> str | None:
    """Return what to type to clear a reason; `None` where no verb does it."""
    action = action_for_reason(reason)
    return _typed(action, {"subject": reason.subject} | reason.facts) if action else None


def hint_for_error(error: ConsentkitError) -> str | None:
    """Return what to type after an error; `None` where no verb helps."""
    remedy = remedy_for_error(error)
    if remedy is None:
        return None
    subject = {"subject": error.facts[remedy.subject]} if remedy.subject else {}
    return _typed(remedy.action, subject | error.facts)


def hint_for_finding(code: str) -> str | None:
    """Return what to type after a finding of the doctor; `None` where no verb helps."""
    action = FINDINGS.get(code)
    return _typed(action, {}) if action else None


def _typed(action: Action, facts: Mapping[str, Fact]) -> str | None:
    verb = VERBS[action]
    blanks = _Blanks({name: str(fact) for name, fact in facts.items()})
    return f"Try: consentkit {verb.format_map(blanks)}" if verb is not None else None
