"""Home: what needs this actor today, by keys and by what is seen."""

from driving import text_of


async def test_x(app_as):
    async with app_as("officer-1") as pilot:
        assert "officer-1" in text_of(pilot.app)
        print(text_of(pilot.app))
