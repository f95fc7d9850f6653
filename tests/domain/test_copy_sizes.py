"""How large a public copy may be: as the document for the people who decide says."""

import re
from pathlib import Path

import pytest

from consentkit.domain.pictures.public_copies import LONGEST_SIDE_PX, size_for
from consentkit.domain.values import Channel

DOCUMENT = Path(__file__).parents[2] / "docs" / "public-copies.md"


def said():
    """What the document says: px by channel."""
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    sizes = re.search(r"than its channel needs \(longest side, px\): (.*?)\.", text)[1]
    return {
        name.strip().replace(" ", "-"): int(px) for name, px in re.findall(r"([a-z][a-z -]*) (\d+)", sizes)
    }


def test_the_longest_side_of_each_channel_is_the_documents():
    assert {channel.value: px for channel, px in LONGEST_SIDE_PX.items()} == said()


def test_a_copy_for_several_channels_fits_the_smallest_and_one_for_no_channel_fits_all():
    assert size_for(frozenset({Channel.PRINT, Channel.WEBSITE})) == 1600
    assert size_for(frozenset()) == min(LONGEST_SIDE_PX.values()) == 1080


@pytest.mark.parametrize("channel", Channel)
def test_a_copy_for_one_channel_is_as_large_as_that_needs(channel):
    assert size_for(frozenset({channel})) == LONGEST_SIDE_PX[channel]
