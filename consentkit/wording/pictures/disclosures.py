"""What a picture's file gives away, in words."""

from collections.abc import Sequence

from consentkit.domain.pictures.disclosures import Disclosure, DisclosureKind, NameTell
from consentkit.domain.pictures.images import Leak
from consentkit.domain.pictures.near_copies import NearCopy
from consentkit.usecases.pictures.images import Intake
from consentkit.wording.languages import _

DISCLOSURES: dict[DisclosureKind, str] = {
    DisclosureKind.PLACE: "a place",
    DisclosureKind.NAME: "a name",
    DisclosureKind.OWNER: "who made it",
    DisclosureKind.DATE: "a day",
    DisclosureKind.SERIAL: "a serial number",
    DisclosureKind.DEVICE: "a camera or program",
    DisclosureKind.KEYWORD: "a keyword",
    DisclosureKind.WORDS: "words",
    DisclosureKind.REGION: "a name on a face",
    DisclosureKind.SMALL_PICTURE: "a small copy of the picture",
    DisclosureKind.SHOWS_MORE: "a small copy that shows more than the picture",
    DisclosureKind.MAKER_DATA: "the camera maker's own data",
    DisclosureKind.OTHER_PICTURE: "another picture",
    DisclosureKind.VIDEO: "a film",
    DisclosureKind.LAYER: "layers of an edited picture",
    DisclosureKind.UNDER_TRANSPARENCY: "colours that nobody sees, under transparency or cut off",
    DisclosureKind.COLOURS: "a colour profile",
    DisclosureKind.OTHER: "something else",
    DisclosureKind.HIDDEN_BYTES: "something that cannot be read",
}
NAME_TELLS: dict[NameTell, str] = {
    NameTell.WORDS: "words, perhaps a person or a place",
    NameTell.DATE: "a day",
}


def disclosure_in_words(one: Disclosure) -> str:
    """Say one thing that a file tells; it holds personal data, so show it and keep it nowhere."""
    return f"{_(DISCLOSURES[one.kind])} ({one.where}): {one.value}"


def name_tells_in_words(tells: Sequence[NameTell]) -> str:
    """Say what a file's name may give away."""
    return ", ".join(_(NAME_TELLS[tell]) for tell in tells)


def intake_notes(intakes: Sequence[Intake]) -> list[str]:
    """Say which pictures came back that were taken back, which thumbnails and which names tell too much."""
    lines = []
    for one in intakes:
        if one.image is None:
            continue
        near = _("{image} looks like {other}, whose consent was taken back or refused. The gate refuses it.")
        lines += ["✗ " + near.format(image=one.image.id, other=other) for other in one.near]
        if Leak.THUMBNAIL_SHOWS_MORE in one.image.leaks:
            more = _("{image} holds a small copy that shows more than the picture. g on its page says what.")
            lines.append("✗ " + more.format(image=one.image.id))
    telling = sum(one.image is not None and bool(one.name_tells) for one in intakes)
    if telling:
        names = _("File names that may name a person, a place or a day: {count}. They are not kept.")
        lines.append(names.format(count=telling))
    return lines


def near_copy_in_words(one: NearCopy) -> str:
    """Say which picture looks like another one, and whether that stands in the way."""
    words = _("It looks like {image} of {story}.").format(image=one.other, story=one.story)
    if not one.is_ended:
        return words
    if one.settled_by:
        return f"{words} " + _("Settled by {handle}.").format(handle=one.settled_by)
    return f"✗ {words} " + _("Its consent was taken back or refused. The gate refuses it.")
