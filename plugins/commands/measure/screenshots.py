"""The `screenshots` command: images and PDFs of every kind of page, in several widths and colour schemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from plugins.commands import browser
from plugins.commands.build import build_site, make_options, report_errors
from plugins.commands.environment import ROOT
from plugins.commands.local_server import serve_folder
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.engine.temporary_folder import temporary_folder

SITES: Mapping[str, Path] = {
    "": ROOT / "content",
    "ar": ROOT / "tests/sites/valid/arabic",
    "lh": ROOT / "tests/sites/valid/lighthouses",
}
"""The archives by the prefix of their file names."""
COLOURS = ("light", "dark")
HEIGHT = 800
MAX_HEIGHT = 6000
"""Pixels; longer pages are cut off."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to show: names of pages (none: all), widths in pixels, colour schemes, and whether only the first screen."""

    names: Sequence[str]
    widths: Sequence[int]
    colours: Sequence[str]
    first_screen: bool

    def includes(self, name: str) -> bool:
        """Return whether the page with this name is selected."""
        return not self.names or name in self.names


@report_errors
def run(*, to: Path, selection: Selection) -> None:
    """Build the archives and write images of their pages to the folder `to`."""
    to.mkdir(parents=True, exist_ok=True)
    with temporary_folder("screenshots") as workspace, browser.launch() as chrome:
        for prefix, content in SITES.items():
            output = workspace / content.name
            build_site(make_options(content, output, "", drafts=True))
            for file in take_screenshots(chrome, output, prefix, to, selection):
                print(file, flush=True)


def pages_to_show(site: Path, prefix: str) -> Mapping[str, str]:
    """Return paths by name: EXAMPLE_PAGES, or the home page and all pages below the lists of another archive."""
    if not prefix:
        return EXAMPLE_PAGES
    paths = sorted(page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))
    pages = [path for path in paths if "/" in path or path == "."]
    return {
        f"{prefix}-{path.replace('/', '-').strip('.') or 'home'}": "" if path == "." else f"{path}/" for path in pages
    }


def take_screenshots(chrome: Browser, site: Path, prefix: str, to: Path, selection: Selection) -> Iterator[Path]:
    """Take screenshots of a site's pages and print those that are shown whole; yield the image files."""
    pages = {name: path for name, path in pages_to_show(site, prefix).items() if selection.includes(name)}
    with serve_folder(site) as server:
        for width, colours in product(selection.widths, selection.colours):
            context = chrome.new_context(color_scheme="dark" if colours == "dark" else "light")
            page = context.new_page()
            for name, path in pages.items():
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(f"{server.url}/{path}", wait_until="networkidle")
                file = to / f"{name}-{width}-{colours}.png"
                _take_screenshot(page, file, width, whole=not selection.first_screen)
                yield file
                if not selection.first_screen and (width, colours) == (selection.widths[-1], selection.colours[0]):
                    page.pdf(path=to / f"{name}.pdf", prefer_css_page_size=True)
            context.close()


def _take_screenshot(page: Page, file: Path, width: int, *, whole: bool) -> None:
    """Write an image of the page; if `whole`, the viewport is as high as the page, so sticky elements stay in place."""
    if whole:
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), MAX_HEIGHT)
        page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=file)
