"""The desktop's own picture viewer, where there is one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from consentkit.wording.languages import _

_OPENERS = {"darwin": "open", "linux": "xdg-open"}
_KEPT_VARIABLES = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "BROWSER"),
        *("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "DESKTOP_SESSION"),
    }
)
_KEPT_KINDS = ("LC_", "XDG_", "QT_", "GTK_", "GDK_", "KDE_", "GNOME_")


def open_in_viewer(path: Path) -> str:
    """Open a picture in the desktop's viewer, and say what happened, and that the file will go."""
    gone = _("The file is removed when you leave this screen.")
    if _opened(path):
        return _("The picture opens in your viewer.") + " " + gone
    return _("There is no viewer here. Open it yourself:") + f"\n{path}\n" + gone


def open_video(path: Path) -> str:
    """Open a video in the desktop's player, and say what happened, and that the file will go."""
    gone = _("The file is removed when you leave this screen.")
    if _opened(path):
        return _("The video opens in your player. Watch it to its end, with its sound.") + " " + gone
    return _("There is no player here. Open it yourself:") + f"\n{path}\n" + gone


def open_sound(path: Path) -> str:
    """Play a recording in the desktop's player, and say what happened, and that the file will go."""
    gone = _("The file is removed when you leave this screen.")
    if _opened(path):
        return _("The recording plays in your player.") + " " + gone
    return _("There is no player here. Open it yourself:") + f"\n{path}\n" + gone


def open_paper(path: Path) -> str:
    """Open pages in the desktop's viewer, from where they are printed, and say what happened."""
    gone = _("The file is removed when you leave this screen.")
    if _opened(path):
        return _("The pages open in your viewer. Print them there.") + " " + gone
    return _("There is no viewer here. Open it yourself:") + f"\n{path}\n" + gone


def _opened(path: Path) -> bool:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - our own file, in the program that the person chose
        return True
    opener = shutil.which(_OPENERS.get(sys.platform, "xdg-open"))
    if opener is None:
        return False
    # The opener returns at once; what it says would be drawn over the application.
    # It gets what a desktop's program needs, and no secret of ours.
    opened = subprocess.Popen(  # noqa: S603 - our own file, opened by the platform's own program
        [opener, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(),
    )
    # An opener that ended is waited for, or the system keeps it until we end.
    Thread(target=opened.wait, daemon=True).start()
    return True


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT_VARIABLES or name.startswith(_KEPT_KINDS)
    }
