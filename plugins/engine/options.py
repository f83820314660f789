"""Options: what a build is asked for; and whether the site that is there already answers it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from plugins.engine.cache.build_state import BuildState, cache_dir_of, is_unmodified, load_state
from plugins.engine.cache.code_version import program_digest, theme_digest
from plugins.engine.cache.content_stamps import is_content_unchanged
from plugins.engine.publish.previous_output import folder_mtimes


class Options(NamedTuple):
    """What a build is asked for. Without a `cache` folder nothing is kept, and nothing kept is used.

    `jobs` is the number of worker processes; 0 stands for one for each processor. With `defer` the search index stays
    what it was, for a later build to bring up to date. A build with a `room` plans a site and makes nothing of it: it
    finds in that folder what another build keeps, which makes the site. With `cards` each report gets one.
    """

    content: Path
    output: Path
    theme: Path
    siteurl: str = ""
    drafts: bool = False
    search: bool = True
    jobs: int = 0
    cache_root: Path | None = None
    defer_search: bool = False
    cache_dir: Path | None = None
    social_cards: bool = False

    @property
    def build_key(self) -> str:
        """What of the options and of the program shows in the output, in one text."""
        return f"{self.page_key} {theme_digest(self.theme)} {self.search} {self.defer_search}"

    @property
    def page_key(self) -> str:
        """What of the options and of the program every page draws on, in one text."""
        return f"{self.siteurl} {self.drafts} {self.social_cards} {program_digest()}"


def up_to_date_state(options: Options) -> BuildState | None:
    """Return the state of the site that stands at the target if a build would make just the same; else None.

    Asks nothing but the file system, so that it can be answered before anything large is imported.
    """
    state = (
        load_state(cache_dir_of(options.cache_root, options.content, options.output)) if options.cache_root else None
    )
    if (
        state is None
        or state.build_key != options.build_key
        or not is_content_unchanged(options.content, state.content_stamps)
    ):
        return None
    target, folders = str(options.output), state.output_dirs.current_mtimes
    whole = all(is_unmodified(f"{target}/{path}", file) for path, file in state.files.items())
    return state if whole and folder_mtimes(options.output, folders) == folders else None
