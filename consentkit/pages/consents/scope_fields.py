"""The fields of what is agreed to."""

from typing import Any

from consentkit.domain.consents import Appearance, Audience, Medium, Naming, Scope
from consentkit.domain.gate.consent_rules import years_after
from consentkit.domain.values import Channel
from consentkit.pages.consents.askings import Asking
from consentkit.pages.fields import (
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


def _end_on_letter(known: Scope | LetterAnswer | None) -> str:
    # A renewal has an end of its own.
    return known.until.isoformat() if isinstance(known, LetterAnswer) and known.until else ""


class ScopeFields:
    """What is agreed to. From a letter it begins with what that says, of a renewal with what was agreed."""

    def __init__(self, workspace: Workspace, asking: Asking) -> None:
        scope = _known(workspace, asking)
        shown = [one for one in Appearance if not (asking.is_child and one is Appearance.FACE_SHOWN)]
        help_text = _("{key} ticks. Tick only what was said yes to.")
        self.media = SeveralField(
            "media",
            _("What may be used?"),
            joined(sorted(scope.media)) if scope else "",
            options=options_of(MEDIA, Medium),
            meaning=Medium,
            help=help_text,
        )
        self.appearance = ChoiceField(
            "appearance",
            _("How may the person appear?"),
            (scope.appearance if scope and scope.appearance in shown else Appearance.NONE).value,
            options=options_of(APPEARANCES, shown),
            meaning=Appearance,
            help=_("A child's face is never shown.") if asking.is_child else "",
        )
        self.naming = ChoiceField(
            "naming",
            _("How may the person be named?"),
            (scope.naming if scope else Naming.NONE).value,
            options=options_of(NAMINGS, Naming),
            meaning=Naming,
        )
        self.channels = SeveralField(
            "channels",
            _("Where may it appear?"),
            joined(sorted(scope.channels)) if scope else "",
            options=options_of(CHANNELS, Channel),
            meaning=Channel,
            help=help_text,
        )
        self.audiences = SeveralField(
            "audiences",
            _("For whom?"),
            joined(sorted(scope.audiences)) if scope else "",
            options=options_of(AUDIENCES, Audience),
            meaning=Audience,
            help=help_text,
        )
        self.places = PlacesField(
            "places",
            _("In which countries?"),
            ", ".join(sorted(scope.places)) if scope else "",
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
            self.audiences,
            self.places,
            self.until,
        )

    def read(self, filled: Filled) -> Scope:
        """Return what was agreed to. Raises InvalidInput that names the field."""
        return Scope(
            media=self.media.read(filled),
            appearance=self.appearance.read(filled),
            naming=self.naming.read(filled),
            channels=self.channels.read(filled),
            audiences=self.audiences.read(filled),
            places=self.places.read(filled),
            until=self.until.read(filled),
        )


def _help_for_end(workspace: Workspace, asking: Asking) -> str:
    policies = workspace.catalogue.policies
    caps = [one.caps.child_years if asking.is_child else one.caps.adult_years for one in policies]
    if not caps:
        return _("Such as {day}.").format(day=workspace.today.replace(day=1).isoformat())
    last = years_after(workspace.today, min(caps))
    return _("At most {years} years from the answer; from today that is {day}, written {written}.").format(
        years=min(caps), day=day_in_language(last), written=last.isoformat()
    )
