"""The one form that pixels have between opening, scanning and redacting."""

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3; red, green, blue; upright; sRGB; 0 to 255."""
