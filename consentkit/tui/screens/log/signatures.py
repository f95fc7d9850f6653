"""Acts of the log's page: hand out what others check with, and check what others gave."""

from pathlib import Path

from consentkit.pages.files import write_file
from consentkit.pages.log.heads import fingerprint_line, heads_form, heads_lines
from consentkit.pages.publications.checks import check_form, check_lines
from consentkit.store.log.public_keys import HashList, PublicKey
from consentkit.tui.screens.working import WorkScreen
from consentkit.tui.widgets.dialogs import Choose, Told
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.saving import file_form
from consentkit.usecases.log.public_keys import HeadsCheck, give_hashes, give_public_key
from consentkit.usecases.publications.certificate_checks import CertificateCheck
from consentkit.wording.languages import _


class SignatureActs(WorkScreen):
    """Hand out the public key and the hashes; check heads and certificates."""

    def action_others(self) -> None:
        """Ask what is to be handed out or checked."""
        options = [
            ("key", _("Hand out the public key")),
            ("hashes", _("Hand out the hashes of all events")),
            ("heads", _("Check heads of a log")),
            ("certificate", _("Check a certificate")),
        ]
        self.app.push_screen(Choose(_("For partners and auditors"), options), self._for_others)

    def _for_others(self, chosen: str | None) -> None:
        acts = {
            "key": self._hand_out_key,
            "hashes": self._hand_out_hashes,
            "heads": self._check_heads,
            "certificate": self._check_certificate,
        }
        if chosen is not None:
            acts[chosen]()

    def _hand_out_key(self) -> None:
        form = file_form(
            "log-key",
            _("Hand out the public key"),
            self._write_key,
            help_text=_("Others check heads and certificates with it. It is no secret."),
        )
        self.app.push_screen(FormScreen(form), self._key_written)

    def _write_key(self, out: Path) -> PublicKey:
        key, file = give_public_key(self.desk.workspace)
        write_file(out, file.data)
        return key

    def _key_written(self, key: object) -> None:
        if isinstance(key, PublicKey):
            advice = _("Tell the fingerprint by another way than the file, such as on your website.")
            self.app.push_screen(Told(_("Public key"), (fingerprint_line(key.fingerprint), advice)))

    def _hand_out_hashes(self) -> None:
        form = file_form(
            "log-hashes",
            _("Hand out the hashes of all events"),
            self._write_hashes,
            help_text=_("They show that a later head continues an earlier one, and hold no event."),
        )
        self.app.push_screen(FormScreen(form), self._hashes_written)

    def _write_hashes(self, out: Path) -> HashList:
        found, file = give_hashes(self.desk.workspace)
        write_file(out, file.data)
        return found

    def _hashes_written(self, found: object) -> None:
        if found is not None:
            self.say(_("The hashes were written."))

    def _check_heads(self) -> None:
        self.app.push_screen(FormScreen(heads_form()), self._heads_checked)

    def _heads_checked(self, check: object) -> None:
        if isinstance(check, HeadsCheck):
            self.app.push_screen(Told(_("Heads"), heads_lines(check)))

    def _check_certificate(self) -> None:
        self.app.push_screen(FormScreen(check_form(self.desk.workspace)), self._certificate_checked)

    def _certificate_checked(self, check: object) -> None:
        if isinstance(check, CertificateCheck):
            self.app.push_screen(Told(_("Certificate"), check_lines(check)))
