"""Small reports, events and archives for tests, built in memory."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from plugins.archive.archive import Archive
from plugins.archive.files.folder import Folder, report_path
from plugins.archive.model.catalogue import build_catalogue
from plugins.archive.model.entries import Actor, Author, Name, Region, Series, Source, Tag
from plugins.archive.model.page import ContentPage
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Event, Report
from plugins.archive.model.repository import Repository
from plugins.archive.model.site import Site
from plugins.archive.text.dates import parse_edtf
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.labels import Labels
from plugins.pages.outputs import Copy, File, Output, Page, Plan, SearchDocument

REGISTRY = Registry(
    regions={
        region.id: region
        for region in (
            Region(id="land", name="Land", kind="country"),
            Region(id="land/north", name="North", kind="province"),
            Region(id="land/north/port", name="Port", kind="town"),
            Region(id="land/south", name="South", kind="province"),
        )
    },
    actors={
        "guard": Actor(id="guard", name="Guard", kind="state-force"),
        "pilots": Actor(
            id="pilots",
            name="United Pilots",
            kind="organisation",
            names=(
                Name("Pilots' Front", "former", until=parse_edtf("2016-07-28")),
                Name("Conquest Pilots", "former", since=parse_edtf("2016-07-28"), until=parse_edtf("2017-01-28")),
                Name("UP", "acronym"),
            ),
        ),
    },
    sources={"gazette": Source(id="gazette", name="Gazette"), "radio": Source(id="radio", name="Radio")},
    tags={"fog": Tag(id="fog", name="Fog", kind="topic"), "outage": Tag(id="outage", name="Outage", kind="event-type")},
    authors={"ada": Author(id="ada", name="Ada Sample", text="Ada is made up.")},
    series={"log": Series(id="log", name="Log")},
)
"""A registry with entries of every kind; the pilots had three names in succession."""


def event(event_id: str = "one", when: str = "2020-01-02", **values: Any) -> Event:
    """Return an event on the date `when` (EDTF): an outage in the north, unless `values` differ."""
    defaults = {"type": "outage", "region": "land/north", "summary": f"What happened: {event_id}."}
    return Event(id=event_id, date=parse_edtf(when), **{**defaults, **values})


def report(stem: str = "2020-01-02-sample", *events: Event, **values: Any) -> Report:
    """Return a report with the date and file of its stem."""
    defaults: dict[str, Any] = {
        "title": f"Title of {stem}",
        "date": date.fromisoformat(stem[:10]),
        "regions": ("land",),
        "summary": f"Summary of {stem}.",
        "path": report_path(stem),
    }
    return Report(stem=stem, events=events, **{**defaults, **values})


def archive(
    reports: Iterable[Report],
    *,
    siteurl: str = "",
    lang: str = "en",
    registry: Registry = REGISTRY,
    repository: Repository | None = None,
    pages: tuple[ContentPage, ...] = (),
    focus: date | None = None,
) -> Archive:
    """Return an archive of `reports` without a content folder."""
    folder = Folder(Path("nowhere"), (), (), frozenset())
    site = Site(name="Samples", description="Made-up reports.", lang=lang, repository=repository, focus=focus)
    return Archive(folder, site, registry, build_catalogue(reports), pages, Urls(siteurl))


def labels(*reports: Report, lang: str = "en") -> Labels:
    """Return the labels of an archive of `reports`."""
    return PageContext(archive(reports, lang=lang)).labels


def render_outputs(outputs: Iterable[Output]) -> Iterator[Page | File | Copy | SearchDocument]:
    """Yield outputs and the outputs of plans, and check that each agrees with its plan."""
    for output in outputs:
        created = output.create() if isinstance(output, Plan) else output
        assert created.path == output.path
        if isinstance(created, Page) and not isinstance(output, Copy | File):
            assert created.listed == output.listed
        yield created


def pages(outputs: Iterable[Output]) -> list[Page]:
    """Return the pages of outputs, which must all be pages."""
    created = list(render_outputs(outputs))
    assert all(isinstance(page, Page) for page in created)
    return [page for page in created if isinstance(page, Page)]
