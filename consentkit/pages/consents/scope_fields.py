"""The fields of what is agreed to."""

from typing import Any

from consentkit.domain.consents import Appearance, Audience, Medium, Naming, Scope, Uses
from consentkit.domain.errors import InvalidInput
from consentkit.domain.gate.consent_rules import years_after
from consentkit.domain.uses.apart import Apart, apart_of, uses_apart
from consentkit.domain.values import Channel
from consentkit.pages.consents.askings import Asking
from consentkit.pages.fields import (
    ApartField,
    ChoiceField,
    DayField,
    Field,
    Filled,
    PlacesField,
    SeveralField,
    joined,
    options_of,
)
from consentkit.usecases.consents.papers import LetterAnswer, find_answer
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import APPEARANCES, AUDIENCES, CHANNELS, MEDIA, NAMINGS


def _known(workspace: Workspace, asking: Asking) -> Scope | LetterAnswer | None:
    """What the fields begin with: what the signed letter says; else what was agreed before."""
    if asking.signed.code:
        return find_answer(workspace, asking.signed.code)
    return asking.before.scope if asking.before else None


def _apart_before(known: Scope | LetterAnswer | None) -> str:
    return ", ".join(_written(one) for one in apart_of(known.uses)) if isinstance(known, Scope) else ""


def _written(one: Apart) -> str:
    return f"{one.channel}:{one.appearance or ''}:{one.naming or ''}"


def _end_on_letter(known: Scope | LetterAnswer | None) -> str:
    # A renewal has an end of its own.
    return known.until.isoformat() if isinstance(known, LetterAnswer) and known.until else ""


class ScopeFields:
    """What is agreed to. From a letter it begins with what that says, of a renewal with what was agreed."""

    def __init__(self, workspace: Workspace, asking: Asking) -> None:
        scope = _known(workspace, asking)
        alike = scope.uses[0] if isinstance(scope, Scope) else scope
        shown = [one for one in Appearance if not (asking.is_child and one is Appearance.FACE_SHOWN)]
        help_text = _("{key} ticks. Tick only what was said yes to.")
        self.media = SeveralField(
            "media",
            _("What may be used?"),
            joined(sorted(alike.media)) if alike else "",
            options=options_of(MEDIA, Medium),
            meaning=Medium,
            help=help_text,
        )
        self.appearance = ChoiceField(
            "appearance",
            _("How may the person appear?"),
            (alike.appearance if alike and alike.appearance in shown else Appearance.NONE).value,
            options=options_of(APPEARANCES, shown),
            meaning=Appearance,
            help=_("A child's face is never shown.") if asking.is_child else "",
        )
        self.naming = ChoiceField(
            "naming",
            _("How may the person be named?"),
            (alike.naming if alike else Naming.NONE).value,
            options=options_of(NAMINGS, Naming),
            meaning=Naming,
        )
        self.apart = ApartField(
            "apart",
            _("Where does it differ, and how?"),
            _apart_before(scope),
            is_required=False,
            help=_(
                "Where, how the person appears there, how they are named: social:face-hidden:none."
                " Commas between several."
            ),
            error_codes=("use-malformed",),
        )
        self.channels = SeveralField(
            "channels",
            _("Where may it appear?"),
            joined(sorted(alike.channels)) if alike else "",
            options=options_of(CHANNELS, Channel),
            meaning=Channel,
            help=help_text,
        )
        self.audiences = SeveralField(
            "audiences",
            _("For whom?"),
            joined(sorted(alike.audiences)) if alike else "",
            options=options_of(AUDIENCES, Audience),
            meaning=Audience,
            help=help_text,
        )
        self.places = PlacesField(
            "places",
            _("In which countries?"),
            ", ".join(sorted(alike.places)) if alike else "",
            help=_("Two letters each, such as TH, KH. For the internet write worldwide."),
            error_codes=("place-malformed",),
        )
        self.until = DayField(
            "until",
            _("Until when? The last day"),
            _end_on_letter(scope),
            help=_help_for_end(workspace, asking),
            error_codes=("ends-before-it-begins", "day-far-off"),
        )

    def fields(self) -> tuple[Field[Any], ...]:
        """Return the fields, in order."""
        return (
            self.media,
            self.appearance,
            self.naming,
            self.channels,
            self.apart,
            self.audiences,
            self.places,
            self.until,
        )

    def read(self, filled: Filled) -> Scope:
        """Return what was agreed to. Raises InvalidInput that names the field."""
        alike = Uses(
            media=self.media.read(filled),
            appearance=self.appearance.read(filled),
            naming=self.naming.read(filled),
            channels=self.channels.read(filled),
            audiences=self.audiences.read(filled),
            places=self.places.read(filled),
        )
        apart = self.apart.read_or_none(filled) or ()
        for one in apart:
            self._check_offered(one)
        return Scope(uses=uses_apart(alike, apart), until=self.until.read(filled))

    def _check_offered(self, one: Apart) -> None:
        if one.appearance and one.appearance.value not in {key for key, _words in self.appearance.options}:
            raise InvalidInput("use-malformed", given=_written(one), field=self.apart.name)


def _help_for_end(workspace: Workspace, asking: Asking) -> str:
    policies = workspace.catalogue.policies
    caps = [one.caps.child_years if asking.is_child else one.caps.adult_years for one in policies]
    if not caps:
        return _("Such as {day}.").format(day=workspace.today.replace(day=1).isoformat())
    last = years_after(workspace.today, min(caps))
    return _("At most {years} years from the answer; from today that is {day}, written {written}.").format(
        years=min(caps), day=day_in_language(last), written=last.isoformat()
    )
