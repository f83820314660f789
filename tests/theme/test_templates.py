"""Templates render from their view-model alone, with undefined names as errors, and escape all text."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plugins.engine.render.renderer import Renderer, make_environment
from plugins.pages.entry.index import EntryGroup, EntryIndexView, EntryLine
from plugins.pages.entry.pages import EntryView
from plugins.pages.lists import EventListView, ReportListView
from plugins.pages.outputs import Page
from plugins.pages.report.page import ReportView
from plugins.pages.report.pages import RedirectView, WithdrawnView
from plugins.pages.site.contribute import ContributeView
from plugins.pages.site.corrections import CorrectionsView
from plugins.pages.site.home import HomeView
from plugins.pages.site.search_page import SearchView
from plugins.pages.site.static_pages import NotFoundView, StaticPageView
from plugins.pages.site.styleguide import StyleguideView
from plugins.pages.timeline.pages import DayView, MonthView, TimelineView, YearView
from plugins.pages.view_models import Head, Layout, Link
from tests.theme.hostile_views import BODY, hostile_view

THEME = Path(__file__).resolve().parents[2] / "theme"
VIEWS: dict[str, type[msgspec.Struct]] = {
    "404.html": NotFoundView,
    "contribute.html": ContributeView,
    "corrections.html": CorrectionsView,
    "day.html": DayView,
    "entries.html": EntryIndexView,
    "entry.html": EntryView,
    "events.html": EventListView,
    "home.html": HomeView,
    "month.html": MonthView,
    "page.html": StaticPageView,
    "redirect.html": RedirectView,
    "report.html": ReportView,
    "reports.html": ReportListView,
    "search.html": SearchView,
    "styleguide.html": StyleguideView,
    "timeline.html": TimelineView,
    "withdrawn.html": WithdrawnView,
    "year.html": YearView,
}
VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "path", "circle"})
SCRIPTS = re.compile(r'<script(?: type="module")? src="[^"<>]*"></script>')


class Elements(HTMLParser):
    """Parses a page: its attributes, the elements left open, and errors of nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.errors: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()
        self.errors += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attributes]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> has no start tag, on line {self.getpos()[0]}")

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def render(template: str, view: Any, layout: Layout | None = None) -> str:
    """Render a template as the build does."""
    return Renderer(THEME, layout or hostile_view(Layout)).render(Page("", template, view)).data.decode()


def test_every_page_template_is_tested() -> None:
    pages = {file.name for file in (THEME / "templates").glob("*.html")} - {"base.html"}
    assert pages == set(VIEWS)


@pytest.mark.parametrize("name", sorted(str(f.relative_to(THEME / "templates")) for f in THEME.rglob("*.html")))
def test_template_compiles(name: str) -> None:
    """Every template is valid Jinja."""
    make_environment(THEME).get_template(name)


def test_macro_names_are_unique() -> None:
    """The macro cache uses them as keys."""
    texts = (file.read_text("utf-8") for file in (THEME / "templates").rglob("*.html"))
    names = [name for text in texts for name in re.findall(r"{%-? *macro (\w+)", text)]
    assert names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("template", VIEWS)
@pytest.mark.parametrize("full", [True, False], ids=["all values", "required values"])
def test_template_renders_with_and_without_optional_values(template: str, full: bool) -> None:
    html = render(template, hostile_view(VIEWS[template], full=full), hostile_view(Layout, full=full))
    assert Elements(html).errors == []
    assert html.startswith("<!doctype html>")


@pytest.mark.parametrize("template", VIEWS)
def test_strings_are_escaped_in_text_and_attributes(template: str) -> None:
    """Only the rendered body is not."""
    html = SCRIPTS.sub("", render(template, hostile_view(VIEWS[template]))).replace(BODY, "")
    assert "<script" not in html
    assert "alert(1)" in html
    assert """\"'&""" not in html
    assert Elements(html).errors == []


@pytest.mark.parametrize("template", VIEWS)
def test_pages_have_no_inline_style_or_script(template: str) -> None:
    """The content security policy forbids them."""
    page = Elements(render(template, hostile_view(VIEWS[template])))
    assert [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")] == []
    assert "style" not in page.open


def test_only_the_rendered_body_is_marked_safe() -> None:
    trusted = re.compile(r"\|\s*safe|Markup|autoescape")
    found = {
        (file.name, line.strip())
        for file in (THEME / "templates").rglob("*.html")
        for line in file.read_text("utf-8").splitlines()
        if trusted.search(line)
    }
    assert found == {("prose.html", "{{ section.html|safe }}")}


def test_report_in_another_language_has_lang_and_dir() -> None:
    view = msgspec.structs.replace(hostile_view(ReportView), head=Head(title="x", lang="ar", dir="rtl"))
    html = render("report.html", view, msgspec.structs.replace(hostile_view(Layout), lang="en", dir="ltr"))
    assert '<html lang="en" dir="ltr">' in html
    assert '<h1 id="title" lang="ar" dir="rtl">' in html
    assert '<div class="prose" lang="ar" dir="rtl">' in html


def test_links_to_the_repository_send_no_referrer() -> None:
    view = msgspec.structs.replace(
        hostile_view(ReportView), edit_url="https://a.org/edit", correction_url="https://a.org/issue"
    )
    for address in ("edit", "issue"):
        assert f'<a rel="nofollow noreferrer" href="https://a.org/{address}">' in render("report.html", view)
    assert "Suggest a correction" not in render("report.html", hostile_view(ReportView, full=False))


def test_unlisted_page_has_noindex() -> None:
    view = hostile_view(StaticPageView)
    unlisted = msgspec.structs.replace(view, head=msgspec.structs.replace(view.head, listed=False))
    assert 'name="robots"' not in render("page.html", view)
    assert '<meta name="robots" content="noindex">' in render("page.html", unlisted)


def test_current_section_is_marked_in_the_navigation() -> None:
    layout = msgspec.structs.replace(
        hostile_view(Layout), home="/base/", nav=(Link("Reports", "/base/reports/"), Link("Tags", "/base/tags/"))
    )
    view = StaticPageView(Head(title="x", section="tags/"), ())
    page = Elements(render("page.html", view, layout))
    assert page.values("aria-current") == ["page"]
    within = StaticPageView(Head(title="x", section="tags/", breadcrumbs=(Link("Tags", "/base/tags/"),)), ())
    assert Elements(render("page.html", within, layout)).values("aria-current") == ["true"]


def test_regions_are_nested_lists() -> None:
    lines = [("a", 0), ("a/b", 1), ("a/b/c", 2), ("d", 0), ("d/e", 1)]
    group = EntryGroup("", tuple(EntryLine(Link(name, f"/{name}/"), depth, "", 0, 0) for name, depth in lines))
    html = render("entries.html", EntryIndexView(Head(title="Regions"), (group,)))
    assert Elements(html).errors == []
    tree = html[html.index('<ul class="entry-tree">') : html.index("</main>")]
    steps = re.findall(r"<ul|</ul>|/[a-e/]+(?=/\")", tree)
    assert steps == [
        "<ul",
        "/a",
        "<ul",
        "/a/b",
        "<ul",
        "/a/b/c",
        "</ul>",
        "</ul>",
        "/d",
        "<ul",
        "/d/e",
        "</ul>",
        "</ul>",
    ]


def test_ids_on_a_report_page_are_unique() -> None:
    """Headings of a body can't have the ids of page elements."""
    view = msgspec.structs.replace(hostile_view(ReportView), days=(), sources=())
    ids = Elements(render("report.html", view)).values("id")
    assert len(ids) == len(set(ids))
    assert {"content", "title", "related", "corrections", "authors"} <= set(ids)
