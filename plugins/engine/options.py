"""Options: what a build is asked for; and whether the site that is there already answers it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from plugins.engine.cache.build_state import State, load_state, room_of, untouched
from plugins.engine.cache.code_version import program_digest, theme_digest
from plugins.engine.cache.content_stamps import sources_unchanged
from plugins.engine.publish.previous_output import folder_times


class Options(NamedTuple):
    """What a build is asked for. Without a `cache` folder nothing is kept, and nothing kept is used.

    `jobs` is the number of worker processes; 0 stands for one for each processor. With `defer` the search index stays
    what it was, for a later build to bring up to date. A build with a `room` plans a site and makes nothing of it: it
    finds in that folder what another build keeps, which makes the site. With `cards` each report gets one.
    """

    content: Path
    target: Path
    theme: Path
    siteurl: str = ""
    drafts: bool = False
    search: bool = True
    jobs: int = 0
    cache: Path | None = None
    defer: bool = False
    room: Path | None = None
    cards: bool = False

    @property
    def key(self) -> str:
        """What of the options and of the program shows in the output, in one text."""
        return f"{self.frame} {theme_digest(self.theme)} {self.search} {self.defer}"

    @property
    def frame(self) -> str:
        """What of the options and of the program every page draws on, in one text."""
        return f"{self.siteurl} {self.drafts} {self.cards} {program_digest()}"


def standing(options: Options) -> State | None:
    """Return the state of the site that stands at the target if a build would make just the same; else None.

    Asks nothing but the file system, so that it can be answered before anything large is imported.
    """
    state = load_state(room_of(options.cache, options.content, options.target)) if options.cache else None
    if state is None or state.key != options.key or not sources_unchanged(options.content, state.sources):
        return None
    target, folders = str(options.target), state.standing.target_folders
    whole = all(untouched(f"{target}/{path}", file) for path, file in state.files.items())
    return state if whole and folder_times(options.target, folders) == folders else None
