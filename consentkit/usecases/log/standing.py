"""Whether the log bears out what the records say: asked by the gate at every clearance."""

from consentkit.domain.problems import Problem, ProblemKind
from consentkit.store.log.audits import heads_in
from consentkit.store.log.clocks import behind_event, newest_instant
from consentkit.store.log.stories_in_log import story_problems
from consentkit.store.log.verifications import (
    any_text,
    heads_of_folders,
    one_moment,
    size_up_to,
    verify,
)
from consentkit.usecases.workspaces import Workspace

READ_WHOLE_UP_TO = 50_000
"""Events, and rows that they left: a log of this size is read in about a second, and then is known whole."""


def log_problems(workspace: Workspace, story: str) -> tuple[Problem, ...]:
    """Return what is wrong with the log or, where it is long, with what it says about one story.

    Asked again while nobody has written, it answers from memory; the clock is looked at each time.
    """
    records = workspace.records
    stamp = (records.stamp(), story if _is_long(workspace) else "")
    if stamp not in records.seen:
        records.seen.clear()
        records.seen[stamp] = _looked(workspace, story)
    event = behind_event(records.db, workspace.clock())
    behind = () if event is None else (Problem(kind=ProblemKind.CLOCK_BEHIND, seq=event),)
    return records.seen[stamp] + behind


def _is_long(workspace: Workspace) -> bool:
    return size_up_to(workspace.records.db, READ_WHOLE_UP_TO) >= READ_WHOLE_UP_TO


def _looked(workspace: Workspace, story: str) -> tuple[Problem, ...]:
    records = workspace.records
    key = records.keys.signing_key()
    heads = [head for folder in records.heads for head in heads_in(folder)]
    if not _is_long(workspace):
        return verify(records.db, key, records.keys.workspace, heads, folder=records.heads[0]).problems
    with one_moment(records.db), any_text(records.db):
        found = [
            *story_problems(records.db, story),
            *heads_of_folders(records.db, heads, key, records.keys.workspace),
        ]
    if not (records.heads[0] / "latest.json").is_file():
        found.append(Problem(kind=ProblemKind.HEADS_MISSING, seq=newest_instant(records.db)[1]))
    return tuple(found)
