"""`consentkit completion`: shell completion."""

import click
from click.shell_completion import get_completion_class

from consentkit.domain.errors import InvalidInput


@click.command(epilog="\b\nExample:\n  consentkit completion bash >> ~/.bash_completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for a shell."""
    from consentkit.cli import group
    from consentkit.cli.output import tell

    kind = get_completion_class(shell)
    if kind is None:
        raise InvalidInput("shell-unknown")
    tell(kind(group, {}, "consentkit", "_CONSENTKIT_COMPLETE").source())
