"""The letterhead of an organisation: set once, in a file of its own that a manager accepts."""

import base64
import json
import tomllib

from pydantic import ValidationError

from consentkit.catalogue.complaints import complaint_about
from consentkit.catalogue.typed_words import telling_words
from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput
from consentkit.domain.events import EventName, require
from consentkit.domain.letters.letterheads import MOST_LOGO_BYTES, Letterhead
from consentkit.domain.values import Value
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.forms import fonts_at
from consentkit.usecases.letters.orders import NewLetter, organisation_on
from consentkit.usecases.workspaces import Workspace

_FILE = "letterhead.toml"
_PLACE = f"forms/letterhead/{_FILE}"
NONE_YET = "none"
_LOGO_TYPES = frozenset({"image/png", "image/jpeg"})
_NOTE = "# What stands at the head of letters. Set by: consentkit settings letterhead\n"


class NewLetterhead(Value):
    """What a letterhead is to say. Its logo is given beside it, as a file."""

    name: str = ""
    address: str = ""
    telephone: str = ""


def set_letterhead(
    workspace: Workspace, new: NewLetterhead, logo: Incoming | None, *, seen: str | None = None
) -> Letterhead:
    """Set what stands at the head of letters from now on, as a whole; with nothing, there is none.

    A logo is a PNG or JPEG file; it is made again from its pixels, and none of its metadata stays. Letters
    that were made before keep what they had. A manager accepts the changed file. `seen` is the digest of the
    one that the manager looked at; `None`: as it is when this begins.

    Raises Refused, Conflict (record-changed) where it is another by now, and InvalidInput:
    letterhead-not-usable (field), letter-tells (blank, words), glyph-missing, letterhead-logo-format,
    letterhead-logo-large (limit_kb), and what `open_picture` raises.
    """
    require(workspace.actor, EventName.LETTERHEAD_SET)
    seen = letterhead_digest(workspace) if seen is None else seen
    try:
        found = Letterhead(**new.model_dump(), logo=_logo(logo) if logo else "")
    except ValidationError as error:
        field = str(error.errors(include_url=False)[0]["loc"][0])
        raise InvalidInput("letterhead-not-usable", field=field) from None
    for field in NewLetterhead.model_fields:
        _check_words(workspace, field, getattr(found, field))
    with workspace.change(EventName.LETTERHEAD_SET) as change:
        if (change.own_file_digest(_PLACE) or NONE_YET) != seen:
            raise Conflict("record-changed", kind="letterhead", id=_FILE, changed=("words",))
        own_file = change.replace_own_file(_PLACE, _toml_of(found))
        change.record(workspace.records.keys.workspace, own_file=own_file)
    return found


def _toml_of(head: Letterhead) -> bytes:
    lines = (
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.model_dump().items()
    )
    return (_NOTE + "".join(lines)).encode()


def letterhead_digest(workspace: Workspace) -> str:
    """Return the digest of the letterhead's file, `NONE_YET` where there is none."""
    return workspace.own_file_digest(_PLACE) or NONE_YET


def letterhead_of(workspace: Workspace) -> Letterhead:
    """Return the letterhead, an empty one where none was set. Raises BadDataFile form-file-broken."""
    try:
        return Letterhead.model_validate(tomllib.loads(_text(workspace)))
    except FileNotFoundError:
        return Letterhead()
    except ValidationError as error:
        entry = error.errors(include_url=False)[0]
        field = ".".join(map(str, entry["loc"]))
        raise BadDataFile(
            "form-file-broken", file=_FILE, field=field, problem=complaint_about(entry)
        ) from None
    except (OSError, ValueError):
        problem = "This file cannot be read."
        raise BadDataFile("form-file-broken", file=_FILE, field="TOML", problem=problem) from None


def _text(workspace: Workspace) -> str:
    # The logo stands in it, in letters that take a third more room than its bytes.
    return read_given(workspace.folders.root / _PLACE, MOST_TEXT_BYTES + 2 * MOST_LOGO_BYTES).decode()


def letterhead_on(workspace: Workspace, new: NewLetter) -> Letterhead | None:
    """Return what stands at the head of one letter.

    `None` where this letter calls the organisation by another name than usual, or has a title that says
    nothing: then whoever finds it is not to learn whose it is.
    """
    usual = organisation_on(workspace, NewLetter(form=new.form, language=new.language))
    if new.wants_neutral_title or organisation_on(workspace, new) != usual:
        return None
    found = letterhead_of(workspace)
    return None if found.is_empty else found


def _logo(given: Incoming) -> str:
    # Loaded only where a logo is given: pictures are opened in a process of their own.
    from consentkit.imaging.opening.opening import open_picture
    from consentkit.imaging.previews.logos import draw_logo

    picture = open_picture(given.read())
    if picture.media_type not in _LOGO_TYPES:
        raise InvalidInput("letterhead-logo-format")
    data = draw_logo(picture)
    if len(data) > MOST_LOGO_BYTES:
        raise InvalidInput("letterhead-logo-large", limit_kb=MOST_LOGO_BYTES // 1000)
    return base64.b64encode(data).decode()


def _check_words(workspace: Workspace, field: str, text: str) -> None:
    from consentkit.typesetting.text.fonts import chain_for

    words = telling_words(text)
    if words:
        raise InvalidInput("letter-tells", blank=field, words=words)
    missing = "".join(chain_for(fonts_at(workspace.folders), "en", "Latn").missing(text))
    if missing:
        points = " ".join(f"U+{ord(one):04X}" for one in missing)
        raise InvalidInput("glyph-missing", letters=missing, points=points)
