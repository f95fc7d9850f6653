"""What is said of settings and own files that may not be those that a manager accepted."""

from collections.abc import Iterator, Mapping

from consentkit.domain.settings_states import ChangedFile, FileChange, SettingsState
from consentkit.wording import day_in_language
from consentkit.wording.languages import _

CHANGES: Mapping[FileChange, str] = {
    FileChange.CHANGED: "{name} was changed since",
    FileChange.ADDED: "{name} was put there since",
    FileChange.REMOVED: "{name} is gone since",
}


def settings_lines(state: SettingsState) -> Iterator[str]:
    """Say how settings and own files stand, and where pictures are scanned."""
    if state.accepted_by is None or state.accepted_on is None:
        yield "! " + _("Nobody has accepted the settings and own files of this workspace yet.")
    else:
        words = _("Settings and own files: accepted last by {actor} on {day}.")
        yield words.format(actor=state.accepted_by, day=day_in_language(state.accepted_on))
    yield from (f"✗ {changed_in_words(one)}" for one in state.changes if state.accepted_by is not None)
    if state.engine is None:
        yield _("Pictures are scanned on this machine.")
    elif state.is_engine_accepted:
        yield _("Pictures are sent to {address} to be scanned; a manager accepted that.").format(
            address=state.engine
        )
    else:
        words = _("The settings send pictures to {address}. Until a manager accepts that, none is sent.")
        yield f"✗ {words.format(address=state.engine)}"


def changed_in_words(one: ChangedFile) -> str:
    """Say what happened to a file since it was accepted."""
    return _(CHANGES[one.change]).format(name=one.name)
