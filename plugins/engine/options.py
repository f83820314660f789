"""Build options, as values and as Pelican settings; and whether the output is up to date."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from plugins.archive.siteurl import normalize_siteurl
from plugins.engine.cache.build_state import BuildState, cache_dir_of, is_unmodified, load_state
from plugins.engine.cache.code_version import program_digest, theme_digest
from plugins.engine.cache.content_stamps import is_content_unchanged
from plugins.engine.links import folder_mtimes

SETTINGS = {
    "content": "PATH",
    "output": "OUTPUT_PATH",
    "theme": "THEME",
    "siteurl": "SITEURL",
    "drafts": "SITREP_DRAFTS",
    "search": "SITREP_SEARCH",
    "jobs": "SITREP_JOBS",
    "defer_search": "SITREP_DEFER_SEARCH",
    "social_cards": "SITREP_SOCIAL_CARDS",
    "plan_only": "SITREP_PLAN_ONLY",
    "cache_dir": "SITREP_CACHE_DIR",
}
"""The Pelican setting of each option. `cache_root` has two: CACHE_PATH, and SITREP_CACHE to use it."""
PATHS = frozenset({"content", "output", "theme", "cache_dir"})


class Options(NamedTuple):
    """The options of a build.

    `jobs` is the number of worker processes; 0 means one for each processor. Without a `cache_root`, nothing is cached.
    With `defer_search` the search index is not updated, but left to a later build. With `social_cards` each report gets
    a social card. A build with `plan_only` plans all outputs and writes none. `cache_dir` is the cache folder of this
    output, by default a folder in `cache_root`.
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
    social_cards: bool = False
    plan_only: bool = False
    cache_dir: Path | None = None

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Options:
        """Return the options in Pelican's settings; raises SiteUrlError."""
        values = {name: settings[setting] for name, setting in SETTINGS.items()}
        values |= {name: Path(values[name]) if values[name] else None for name in PATHS}
        values["siteurl"] = normalize_siteurl(values["siteurl"])
        return cls(**values, cache_root=Path(settings["CACHE_PATH"]) if settings["SITREP_CACHE"] else None)

    def to_settings(self) -> dict[str, Any]:
        """Return the options as Pelican's settings."""
        values = self._asdict() | {name: str(getattr(self, name) or "") for name in PATHS}
        cache = {"CACHE_PATH": str(self.cache_root or ""), "SITREP_CACHE": self.cache_root is not None}
        return {setting: values[name] for name, setting in SETTINGS.items()} | cache

    @property
    def build_key(self) -> str:
        """The options and code that affect the output, as one string."""
        pages = f"{self.siteurl} {self.drafts} {self.social_cards} {program_digest()}"
        return f"{pages} {theme_digest(self.theme)} {self.search} {self.defer_search}"


def up_to_date_state(options: Options) -> BuildState | None:
    """Return the state of the last build if a build now would write the same site; otherwise None.

    Reads only the file system, so the answer needs no slow imports.
    """
    if options.cache_root is None:
        return None
    state = load_state(cache_dir_of(options.cache_root, options.content, options.output))
    if state is None or state.build_key != options.build_key:
        return None
    if not is_content_unchanged(options.content, state.content_stamps):
        return None
    output, mtimes = options.output, state.output_dirs.current_mtimes
    if not all(is_unmodified(f"{output}/{path}", file) for path, file in state.files.items()):
        return None
    return state if folder_mtimes(output, mtimes) == mtimes else None
