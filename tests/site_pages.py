"""The pages of a built site, parsed: links, ids, headings and language; and the files of a folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.engine.render.link_check import SiteFiles, find_dead_links, read_links

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Link:
    """A link: its `href`, its `rel` and its text."""

    href: str
    rel: str = ""
    text: str = ""


@dataclass
class ParsedPage(HTMLParser):
    """A parsed page; `files` has the URLs of its images, scripts, style sheets and form actions."""

    links: list[Link] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._open.append(tag)
        if id_ := values.get("id"):
            self.ids.append(id_)
        if tag == "html":
            self.lang = values.get("lang") or ""
        elif tag == "a" and (href := values.get("href")) is not None:
            self.links.append(Link(href, values.get("rel") or ""))
        elif tag in HEADINGS:
            self.headings.append((tag, ""))
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
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


@lru_cache(maxsize=4096)
def read_page(file: Path) -> ParsedPage:
    """Parse a page; each file is read once per run."""
    page = ParsedPage()
    page.feed(file.read_text("utf-8"))
    return page


def file_at(site: Path, url: str) -> Path:
    """Return the file that a static host serves at a URL of a site without a base path."""
    path = unquote(urlsplit(url).path)
    return site / (path.strip("/") + "/index.html" if path.endswith("/") else path.lstrip("/")).lstrip("/")


def pages(site: Path) -> dict[str, ParsedPage]:
    """Return every page of a site by its URL."""
    files = sorted(site.rglob("*.html"))
    return {f"/{file.relative_to(site).as_posix().removesuffix('index.html')}": read_page(file) for file in files}


def list_pages(site: Path, url: str, older: str) -> Iterator[ParsedPage]:
    """Yield the first page of a list and all its older pages, whose URLs contain `older`."""
    while url:
        page = read_page(file_at(site, url))
        yield page
        next_urls = [link.href for link in page.links if link.rel == "next" and older in link.href]
        url = urljoin(url, next_urls[0]) if next_urls else ""


def events_on(page: ParsedPage) -> list[str]:
    """Return the ids of the events that a page lists."""
    anchors = (urlsplit(link.href).fragment for link in page.links if "/reports/" in link.href)
    return [anchor.removeprefix("event-") for anchor in anchors if anchor.startswith("event-")]


def file_contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def dead_link_messages(site: Path, base: str) -> list[str]:
    """Return the messages of the link check for every link of a site."""
    files = file_contents(site)
    links: dict[tuple[str, str], str] = {}
    for path in sorted(files):
        if path.endswith(".html"):
            for link in read_links(files[path]).links:
                links.setdefault((path if link.startswith("#") else "", link), path)
    return list(find_dead_links(links, SiteFiles(site, files, {}), base))


def neighbour_names(output: Path) -> list[str]:
    """Return the names in an output's folder, including its own, without the files that builds keep there."""
    internal = {f".sitrep-{output.name}.lock", f".sitrep-previous.{output.name}"}
    return sorted({path.name for path in output.parent.iterdir()} - internal)
