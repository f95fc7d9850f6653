"""The sRGB colour profile that every PDF names: a constant, for one made again carries its time."""

import base64
import zlib

# Made by LittleCMS (`ImageCms.createProfile("sRGB")`, "No copyright, use freely"), dated 21 November 2026.
_PACKED = (
    "eNqVkb1LAnEYxz9qUaThUEFEg4NFg0IURGPZ4CIhZpDVoudb4Mtxp4S0Bi0NQkPU0tvQf1Br0FoQBEUQ0dzY2xJyPT8VlKih"
    "5/jd8+F793147ntgD+W0vNkxA/lCyYgEA56l2LKn6wUnA9Qrrpn6bDgc4s/6vMOm+q1fzeJ/5UymTA1s3cJTmm6UhGUbQusl"
    "XfG2cL+WjSeFD4V9hiwofKX0RIOfFWca/K7YiEbmwK5mejJtnGhjLWvkhceEvflcWWvuo77ElSosLkgfkjOMSYQgATwkKLNG"
    "jhJ+6QXJ7HffeN03T1E8mtx1KhjiyJAVr0/UskxNSU+LnpIrR0Xl/jNPMz050ZjuCkDnk2W9jUDXDtSqlvV1ZFm1Y3A8wkWh"
    "5S9KTtMfoldbmvcA3JtwdtnSErtwvgWDD3rciNclhxx7Og2vp9Abg74b6FlpZNV8zsk9RDfkF13D3j6Myvvu1W9/wWfO"
)


def srgb_profile() -> bytes:
    """Return the ICC profile."""
    return zlib.decompress(base64.b64decode(_PACKED))
