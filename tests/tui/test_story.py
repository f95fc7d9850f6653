"""A story's page, by keys and by what is seen."""

import pytest
from driving import LARGE, SMALL, TINY, fill, press, settle, text_of, write


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_officer_begins_a_story_plans_it_and_puts_a_contributor_in(app_as, size, tmp_path):
    async with app_as("officer-1", size=size) as pilot:
        print(text_of(pilot.app))
        await press(pilot, "n")
        await write(pilot, "A year at the school")
        print(text_of(pilot.app))
        await press(pilot, "ctrl+s")
        print(text_of(pilot.app))
        await press(pilot, "l")
        print(text_of(pilot.app))
        await fill(pilot, until="2027-05-31")
        await press(pilot, "ctrl+s")
        print(text_of(pilot.app))
        for n in "234567":
            await press(pilot, n)
            print(text_of(pilot.app))
