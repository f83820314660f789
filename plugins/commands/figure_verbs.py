"""The verbs that judge and measure what is published: validate, lighthouse, weigh, screenshots."""

from invoke.context import Context
from invoke.tasks import task

from plugins.commands.verbs import finish


@task
def validate(_: Context) -> None:
    """Let the Nu Html Checker judge every page, style sheet and SVG of the example and the fixture sites."""
    from plugins.commands.validate import run

    finish(run())
