"""How a picture came to be, as its own file says: nothing of it is proved."""

from consentkit.domain.codes import Code
from consentkit.domain.values import Value


class Capture(Value):
    """The year in which a file says that it was taken, and whether it looks as a camera left it.

    `is_as_taken` holds for a file that names its camera, whose size is the one that the camera wrote down,
    and in which no other program left a trace; a file that says nothing is none.
    """

    image: Code
    year: int | None = None
    is_as_taken: bool = False
