"""The screenshots command: every kind of page at two widths, light and dark, and as it is printed, to be looked at."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from plugins.archive.problems import ArchiveError
from plugins.commands import browser
from plugins.commands.build import ROOT, build_site, make_options
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.static_server import serve_folder

SITES: Mapping[str, Path] = {
    "": ROOT / "content",
    "ar": ROOT / "tests/sites/valid/arabic",
    "lh": ROOT / "tests/sites/valid/lighthouses",
}
"""The archives that are shown, each by what begins the names of its pictures."""
COLOURS = ("light", "dark")
HEIGHT = 800
LONGEST = 6000
"""Pixels of a long page that are shown; what follows is more of the same."""


@dataclass(frozen=True, slots=True)
class Selection:
    """How pages are looked at: which (by name; none: all), how wide, in what colours, the first screen only or all."""

    only: Sequence[str]
    widths: Sequence[int]
    colours: Sequence[str]
    first: bool

    def wants(self, name: str) -> bool:
        """Tell whether a page of a name is to be shown."""
        return not self.only or name in self.only


def run(*, to: Path, look: Selection) -> int:
    """Build, and put pictures of pages into the folder `to`; return the exit code."""
    to.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="sitrep-screenshots-") as room, browser.launch() as chrome:
            for key, content in SITES.items():
                output = Path(room).resolve() / content.name
                build_site(make_options(content, output, "", drafts=True))
                for picture in take_screenshots(chrome, output, key, to, look):
                    print(picture, flush=True)
    except (ArchiveError, browser.BrowserMissingError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def pages_to_show(site: Path, key: str) -> Mapping[str, str]:
    """Return the pages of a site to look at, by name: of the example PAGES, of another all that are no lists."""
    if not key:
        return EXAMPLE_PAGES
    found = sorted(page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    shown = [path for path in found if "/" in path or path == "."]
    return {f"{key}-{path.replace('/', '-').strip('.') or 'home'}": "" if path == "." else f"{path}/" for path in shown}


def take_screenshots(chrome: Browser, site: Path, key: str, to: Path, look: Selection) -> Iterator[Path]:
    """Take the pictures of a site, and print each page that is shown whole; yield the files as they come."""
    pages = {name: path for name, path in pages_to_show(site, key).items() if look.wants(name)}
    with serve_folder(site) as host:
        for width, colours in product(look.widths, look.colours):
            context = chrome.new_context(color_scheme="dark" if colours == "dark" else "light")
            page = context.new_page()
            for name, path in pages.items():
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(f"{host.url}/{path}", wait_until="networkidle")
                yield _picture(page, to / f"{name}-{width}-{colours}.png", width, look)
                if not look.first and (width, colours) == (look.widths[-1], look.colours[0]):
                    page.pdf(path=to / f"{name}.pdf", prefer_css_page_size=True)
            context.close()


def _picture(page: Page, file: Path, width: int, look: Selection) -> Path:
    """Show a page to its end and put a picture of it into a file. It is made as high as that: what sticks, sticks."""
    if not look.first:
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), LONGEST)
        page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=file)
    return file
