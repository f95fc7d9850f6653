"""Carry points of one plane to another: fit a homography to pairs of points, and apply it."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Matrix = Floats
"""3 x 3; carries a column (x, y, 1)."""

Points = Floats
"""N x 2: x, y. In px they are continuous: the first pixel reaches from 0 to 1."""

# A point on the horizon has depth 0: dividing by this sends it far outside any picture, and stays finite.
_LEAST_DEPTH = 1e-12


def fit(source: Points, target: Points, weights: Floats | None = None) -> Matrix:
    """Return the homography that carries `source` to `target` with the least squared error (DLT).

    Four pairs at least. Points that give none, such as four on a line, raise LinAlgError.
    """
    weighed = np.ones(len(source)) if weights is None else weights
    from_unit, to_unit = _normalisation(source), _normalisation(target)
    x, y = apply(from_unit, source).T
    u, v = apply(to_unit, target).T
    nothing, one = np.zeros_like(x), np.ones_like(x)
    upper = np.stack([x, y, one, nothing, nothing, nothing, -u * x, -u * y, -u], axis=1)
    lower = np.stack([nothing, nothing, nothing, x, y, one, -v * x, -v * y, -v], axis=1)
    # Each pair gives two equations in the nine entries; the singular vector of the least value solves them
    # with the least error (Hartley and Zisserman, algorithm 4.2).
    rows = np.concatenate([upper * weighed[:, None], lower * weighed[:, None]])
    matrix = np.linalg.svd(rows)[2][-1].reshape(3, 3)
    fitted = np.linalg.inv(to_unit) @ matrix @ from_unit
    # A matrix whose last entry is nought sends the origin to infinity: no page lies so.
    if not np.isfinite(fitted).all() or abs(fitted[2, 2]) < np.finfo(float).tiny:
        raise np.linalg.LinAlgError
    return np.asarray(fitted / fitted[2, 2])


def apply(matrix: Matrix, points: Points) -> Points:
    """Return the points carried over; one on the horizon goes very far away, never to infinity."""
    columns = matrix @ np.column_stack([points, np.ones(len(points))]).T
    depth = np.where(np.abs(columns[2]) < _LEAST_DEPTH, _LEAST_DEPTH, columns[2])
    return np.asarray((columns[:2] / depth).T)


def scaled(factor: float) -> Matrix:
    """Return what multiplies every coordinate."""
    return np.diag([factor, factor, 1.0])


def px_per_unit(matrix: Matrix, at: Points) -> float:
    """Return by how much lengths grow around the one point in `at` (1 x 2)."""
    near = at + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    origin, right, down = apply(matrix, near)
    return float(np.sqrt(abs(np.linalg.det(np.stack([right - origin, down - origin])))))


def _normalisation(points: Points) -> Matrix:
    """Centre the points and bring them to unit spread: products of px and mm squared would drown in them."""
    centre = points.mean(axis=0)
    spread = float(np.sqrt(((points - centre) ** 2).sum(axis=1).mean()))
    if spread <= 0:
        raise np.linalg.LinAlgError
    factor = np.sqrt(2) / spread
    return np.array([[factor, 0, -factor * centre[0]], [0, factor, -factor * centre[1]], [0, 0, 1.0]])
