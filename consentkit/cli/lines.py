"""Text that is typed on the command line: one type for every option and argument that takes words."""

from typing import Any

import click

from consentkit.domain.characters import check_line


class _LineType(click.types.StringParamType):
    """A line of text; control and direction characters are refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the line. Raises InvalidInput (text-steers)."""
        return check_line(str(super().convert(value, param, ctx)))


LINE = _LineType()


def check_words_of(command: click.Command) -> click.Command:
    """Have every parameter of a command that takes words, and those of its verbs, refuse what steers.

    A path stays as the machine knows it: it may hold what is no UTF-8.
    """
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = LINE
    for verb in command.commands.values() if isinstance(command, click.Group) else ():
        check_words_of(verb)
    return command
