"""The labels of keys in the language that is spoken; classes hold them in English."""

from dataclasses import replace

from textual.dom import DOMNode

from consentkit.tui.textual_internals import bindings_of_class, rebind
from consentkit.wording.languages import _


def label_keys(node: DOMNode) -> None:
    """Put the labels of a node's keys into the language that is spoken now.

    Textual gathers the bindings of a class once, before a language is known; each node has its own copy.
    """
    english = bindings_of_class(type(node))
    if english is None:
        return
    # The application adds the key of its palette by itself; it is in no class.
    labelled = {
        key: [replace(one, description=_(one.description), tooltip=_(one.tooltip)) for one in bindings]
        for key, bindings in english.items()
    }
    rebind(node, labelled)
