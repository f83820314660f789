"""Pelican plugin: sets up the process of Pelican's own command, which would end with exit code 0 on Ctrl+C.

It is the first plugin, and imports little, so that it also applies while the others are loaded.
"""

from __future__ import annotations

import pelican

from plugins.engine import command_process

if command_process.is_running(pelican.main):
    command_process.set_up()


def register() -> None:
    """Connect to nothing in Pelican: importing this module has set up the process."""
