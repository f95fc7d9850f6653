"""What is wrong with a log, and with the rows it speaks of, in words."""

from consentkit.domain.problems import ClockReason, Problem, ProblemKind, RowReason
from consentkit.wording.languages import _

PROBLEMS: dict[str, str] = {
    "changed": "Event {seq} was changed after it was recorded.",
    "removed": "Event {seq} was removed.",
    "reordered": "Event {seq} was moved: it does not follow the one before it.",
    "cut-off": "Event {seq} was cut off, and all that came after it.",
    "rewritten": "Event {seq} is not the one that was signed. It, or one before it, was rewritten.",
    "time-back": "Event {seq} tells an earlier time than event {earlier} before it: a clock was set back.",
    "time-explained": (
        "Event {seq} tells an earlier time than event {earlier} before it: {actor} said why: {why}."
    ),
    "clock-behind": "The clock is behind: event {seq} was recorded at a time that has not come.",
    "head-unreadable": "A head file cannot be read.",
    "head-of-another": "A head belongs to another workspace (it names event {seq}).",
    "head-forged": "A head was not signed by this workspace (it names event {seq}).",
    "heads-missing": "The newest signed head is missing from the folder of heads, and {seq} events were recorded.",
    "key-file-other": "keyfile.json is not the one that the log names last: an older one may let people in who were removed. Restore it from your backup.",
    "row-changed": "Changed past the log: {row} is not as event {seq} left it.",
    "row-removed": "Removed past the log: {row}, which event {seq} had left.",
    "row-added": "Added past the log: {row}, of which no event tells.",
    "row-rolled-back": "Put back past the log: {row} is as event {earlier} left it, not as event {seq} did.",
    "row-accepted": "{row} was changed past the log: two people took it over as it is (event {seq}).",
    "row-found-changed": "Event {seq} wrote over {row}, which somebody had changed past the log before.",
}

ROWS: dict[str, str] = {
    "actors": "actor",
    "answers": "answer",
    "approvals": "answer to the story as it stood",
    "assents": "child's own answer",
    "bases": "basis",
    "box_changes": "change of a box",
    "certificates": "certificate",
    "consents": "consent",
    "contributors": "contributor",
    "draft_parts": "part of a draft",
    "word_checks": "check of a story’s words",
    "word_findings": "finding in a story’s words",
    "drafts": "draft",
    "faces": "face",
    "guardian_checks": "check of a guardian",
    "guardians": "guardian",
    "image_hashes": "look of a picture",
    "images": "picture",
    "letters": "letter",
    "name_digests": "digests of a sealed name",
    "name_secrets": "secret of the digests of names",
    "near_settlements": "settled near copy",
    "plans": "plan",
    "public_copies": "public copy",
    "publications": "publication",
    "recordings": "recording",
    "releases": "signed letter",
    "returned_pages": "returned page",
    "stories": "story",
    "story_contributors": "person in a story",
    "takedowns": "takedown",
    "tracks": "track",
    "video_copies": "public copy of a video",
    "videos": "video",
    "withdrawals": "withdrawal",
    "wording_reviews": "review of words",
}
"""What a row of each table is; a table that nobody named stands as it is."""


CLOCK_REASONS: dict[ClockReason, str] = {
    ClockReason.WAS_AHEAD: "this machine's clock was ahead, and was set right",
    ClockReason.ANOTHER_MACHINE: "another machine's clock was ahead",
    ClockReason.TRIED_OUT: "somebody set the clock to another day, to try it out",
}


ROW_REASONS: dict[RowReason, str] = {
    RowReason.DISK_DAMAGE: "the disk was damaged",
    RowReason.REPAIRED_BY_HAND: "somebody repaired the records with another program",
}


def problem_in_words(problem: Problem) -> str:
    """Say one thing that is wrong."""
    if problem.kind is ProblemKind.TIME_EXPLAINED:
        why = next((words for one, words in CLOCK_REASONS.items() if one == problem.key), problem.key)
        said = {"actor": problem.subject, "why": _(why)}
        return _(PROBLEMS[problem.kind]).format(seq=problem.seq, earlier=problem.earlier, **said)
    row = f"{_(ROWS[problem.table]) if problem.table in ROWS else problem.table} {problem.key}"
    about = f" ({problem.subject})" if problem.subject and problem.subject != problem.key else ""
    words = _(PROBLEMS[problem.kind]).format(seq=f"{problem.seq}{about}", earlier=problem.earlier, row=row)
    return words + (f" ({problem.head})" if problem.head else "")
