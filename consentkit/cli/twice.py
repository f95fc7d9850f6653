"""Options that are given twice and contradict: click would keep the last and say nothing."""

from collections.abc import Callable
from typing import Any

import click

from consentkit.domain.errors import InvalidInput

_KEEPS_ONE = frozenset({"store", "store_const"})


def refuse_twice(command: click.Command) -> click.Command:
    """Have every option of a command, and of its verbs, that holds one value refuse a second, other one."""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            _watch(parameter)
    for verb in command.commands.values() if isinstance(command, click.Group) else ():
        refuse_twice(verb)
    return command


def _watch(option: click.Option) -> None:
    if "add_to_parser" in vars(option):
        # A verb is asked for several times in a process, and is watched since the first.
        return
    add = option.add_to_parser

    def add_watched(parser: Any, ctx: click.Context) -> None:
        add(parser, ctx)
        # click 8.5 has no public place where a second value is seen: the parser's own table of options is
        # read, and `tests/cli/test_lines_given.py` says so when another version has none.
        parsed = {*parser._short_opt.values(), *parser._long_opt.values()}
        for one in parsed:
            if one.obj is option and one.action in _KEEPS_ONE:
                one.process = _once(one, one.process)

    option.add_to_parser = add_watched  # type: ignore[method-assign]


def _contradiction(option: click.Option) -> InvalidInput:
    names = [max(words, key=len) for words in (option.opts, option.secondary_opts) if words]
    if len(names) > 1:
        return InvalidInput("options-contradict", given=tuple(names))
    return InvalidInput("option-twice", option=names[0])


def _once(one: Any, process: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def processed(value: Any, state: Any) -> None:
        is_again, before = one.dest in state.opts, state.opts.get(one.dest)
        process(value, state)
        if is_again and state.opts[one.dest] != before:
            raise _contradiction(one.obj)

    return processed
