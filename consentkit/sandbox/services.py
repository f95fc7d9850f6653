"""The kinds of child process there are."""

from enum import StrEnum


class ServiceKind(StrEnum):
    """What a child process is started for."""

    PICTURE = "picture"
    DISCLOSURES = "disclosures"
    SCAN = "scan"
    MATCH = "match"
    PAGE = "page"
    VIDEO = "video"
    FRAMES = "frames"
    SOUND = "sound"
    DOCUMENT = "document"
    CLUSTER = "cluster"
