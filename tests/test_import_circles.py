"""No module waits for another that waits for it: each can be read, and loaded, before what uses it."""

import grimp


def test_no_two_modules_import_each_other():
    graph = grimp.build_graph("consentkit", exclude_type_checking_imports=True)
    assert (
        _circles({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}) == []
    )


def _circles(imports):
    """What stays when whatever imports nothing of the rest is taken away, again and again: Kahn's way."""
    left = {module: set(of) & set(imports) for module, of in imports.items()}
    while ready := {module for module, of in left.items() if not of & set(left)}:
        left = {module: of for module, of in left.items() if module not in ready}
    # What only leads into a circle is none: taken away from the other end.
    while loose := set(left) - {one for of in left.values() for one in of}:
        left = {module: of - loose for module, of in left.items() if module not in loose}
    return sorted(left)
