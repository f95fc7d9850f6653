"""All that is used of Textual and textual-image without being their public interface, in one place.

Read it again before another major version of either is allowed.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The terminal is asked for its cells before Textual is loaded.
    from textual.binding import Binding
    from textual.dom import DOMNode


def bindings_of_class(kind: "type[DOMNode]") -> "dict[str, list[Binding]] | None":
    """Return the bindings of a class by key, as Textual gathered them; `None` before it has."""
    merged = kind._merged_bindings
    return None if merged is None else merged.key_to_bindings


def bindings_of(node: "DOMNode") -> "dict[str, list[Binding]]":
    """Return the bindings of a node by key: its own copy, which may be written to."""
    return node._bindings.key_to_bindings


def rebind(node: "DOMNode", bindings: "dict[str, list[Binding]]") -> None:
    """Replace some bindings of a node; its other keys stay."""
    node._bindings.key_to_bindings = node._bindings.key_to_bindings | bindings


def cell_size() -> Any:
    """Return how big a cell of the terminal is (`width`, `height`; px). Asks the terminal the first time."""
    from textual_image._terminal import get_cell_size

    return get_cell_size()
