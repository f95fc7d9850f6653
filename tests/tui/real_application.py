"""Open one screen of the application in a terminal of its own: of a workspace, as an actor, with a code.

The passphrase comes from the environment, as people give it to scripts.
"""

import sys
from pathlib import Path

from consentkit.sandbox.privacy import keep_private, take_secrets
from consentkit.store.disk.endings import stop, wipe_on_end
from consentkit.tui import app
from consentkit.tui.app import ConsentkitApp
from consentkit.tui.sections import load_screen


class Straight(ConsentkitApp):
    """Goes from the lock straight to the screen."""

    CSS_PATH = str(Path(app.__file__).with_name("consentkit.tcss"))

    def open_desk(self, desk):
        super().open_desk(desk)
        _, _, _, place, *codes = sys.argv
        self.push_screen(load_screen(place, *codes))


if __name__ == "__main__":
    keep_private()
    take_secrets()
    wipe_on_end(stop)
    Straight(Path(sys.argv[1]), sys.argv[2]).run()
