"""The labels of keys in the language that is spoken; classes hold them in English."""

from dataclasses import replace

from textual.dom import DOMNode

from consentkit.wording.languages import _


def label_keys(node: DOMNode) -> None:
    """Put the labels of a node's keys into the language that is spoken now.

    Textual gathers the bindings of a class once, before a language is known; each node has its own copy.
    """
    english = type(node)._merged_bindings
    if english is None:
        return
    # The application adds the key of its palette by itself; it is in no class.
    node._bindings.key_to_bindings = node._bindings.key_to_bindings | {
        key: [replace(one, description=_(one.description), tooltip=_(one.tooltip)) for one in bindings]
        for key, bindings in english.key_to_bindings.items()
    }
