"""Pages of a built site, read as a reader's browser would: links, ids, headings, language; and ways through lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.engine.render.link_check import SiteFiles, extract_links, find_dead_links


@dataclass
class Link:
    """A link: where it leads, its `rel`, and its words."""

    href: str
    rel: str = ""
    text: str = ""


@dataclass
class PageText(HTMLParser):
    """What one page holds."""

    links: list[Link] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    pictures: list[dict[str, str | None]] = field(default_factory=list)
    classes: dict[str, int] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._open.append(tag)
        if identity := values.get("id"):
            self.ids.append(identity)
        for name in (values.get("class") or "").split():
            self.classes[name] = self.classes.get(name, 0) + 1
        if tag == "html":
            self.lang = values.get("lang") or ""
        elif tag == "a" and (href := values.get("href")) is not None:
            self.links.append(Link(href, values.get("rel") or ""))
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append((tag, ""))
        elif tag == "img":
            self.pictures.append(values)
        self.files += [value for name in ("src", "action") if (value := values.get(name))]
        if tag == "link" and (href := values.get("href")):
            self.files.append(href)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if "a" in self._open and self.links:
            self.links[-1].text += data
        if self.headings and self.headings[-1][0] in self._open:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)


@lru_cache(maxsize=4096)
def read_page(file: Path) -> PageText:
    """Return what a page holds; a file is read once in a run."""
    page = PageText()
    page.feed(file.read_text("utf-8"))
    return page


def file_at(site: Path, address: str) -> Path:
    """Return the file that a static host serves at an address of a site at its top."""
    path = unquote(urlsplit(address).path)
    return site / (path.strip("/") + "/index.html" if path.endswith("/") else path.lstrip("/")).lstrip("/")


def pages(site: Path) -> dict[str, PageText]:
    """Return every page of a site by its address."""
    files = sorted(site.rglob("*.html"))
    return {f"/{file.relative_to(site).as_posix().removesuffix('index.html')}": read_page(file) for file in files}


def list_pages(site: Path, address: str, label: str) -> Iterator[PageText]:
    """Follow a list from its first page through every older one, whose addresses hold `label`."""
    while address:
        page = read_page(file_at(site, address))
        yield page
        further = [link.href for link in page.links if link.rel == "next" and label in link.href]
        address = urljoin(address, further[0]) if further else ""


def events_on(page: PageText) -> list[str]:
    """List the events that a page lists, by their anchors."""
    anchors = (urlsplit(link.href).fragment for link in page.links if "/reports/" in link.href)
    return [anchor.removeprefix("event-") for anchor in anchors if anchor.startswith("event-")]


def file_contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def dead_link_messages(site: Path, base: str) -> list[str]:
    """Return what the audit says of a whole site, every link of every page followed."""
    files = file_contents(site)
    links: dict[tuple[str, bytes], str] = {}
    for path in sorted(files):
        if path.endswith(".html"):
            for link in extract_links(files[path]):
                links.setdefault((path if link.startswith(b"#") else "", link), path)
    return list(find_dead_links(links, SiteFiles(site, files, {}), base))


def neighbour_names(target: Path) -> list[str]:
    """Return the names that stand where a target does, its own with them, but for those that a build keeps there."""
    kept = {f".sitrep-{target.name}.lock", f".sitrep-twin.{target.name}"}
    return sorted({path.name for path in target.parent.iterdir()} - kept)
