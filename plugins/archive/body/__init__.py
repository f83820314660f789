"""Body: Markdown rendered to safe HTML."""

from plugins.archive.body.parts import Body
from plugins.archive.body.rendering import render

__all__ = ["Body", "render"]
