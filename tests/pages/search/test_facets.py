"""Facets: the values of the search filters, and the names for spelling suggestions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.archive import urls as paths
from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.search.facets import FACETS, covered_years, event_facets, facets_file, names_file, report_facets
from plugins.pages.site.search_page import SearchView, search_page


@pytest.fixture
def facets(small_site: Callable[[str], Path]) -> Callable[[str], dict[str, Any]]:
    """Return a function that reads the facets file of a fixture site."""

    def load(name: str) -> dict[str, Any]:
        file = facets_file(load_archive(small_site(name), Urls("")))
        assert file.path == paths.FACETS
        return dict(json.loads(file.data))

    return load


def test_values_have_names_and_regions_their_parents(facets: Callable[[str], dict[str, Any]]) -> None:
    """Each value has its main name; a region has its parent."""
    known = facets("small")
    assert known["region"] == [
        {"id": "northland", "name": "Northland"},
        {"id": "northland/port-almond", "name": "Port Almond", "within": "northland"},
    ]
    assert known["actor"] == [{"id": "harbour-office", "name": "Harbour Office"}]
    assert known["type"] == [{"id": "outage", "name": "Outage"}]
    assert [value["id"] for value in known["tag"]] == ["fog", "outage"]


def test_only_used_entries_are_values(facets: Callable[[str], dict[str, Any]], root: Path) -> None:
    """A registry entry that no published report or event names is not a value of a facet."""
    catalogue = load_archive(root / "tests/sites/valid/lighthouses", Urls("")).catalogue
    known = facets("lighthouses")
    for kind in ("region", "actor", "tag", "source"):
        assert {value["id"] for value in known[kind]} == set(catalogue.contents[kind])


def test_file_has_the_totals(facets: Callable[[str], dict[str, Any]]) -> None:
    known = facets("minimal")
    assert (known["reports"], known["events"]) == (1, 0)


def test_names_file_has_all_spellings_of_used_entries(small_site: Callable[[str], Path]) -> None:
    """A suggested name always has results."""
    archive = load_archive(small_site("small"), Urls(""))
    file = names_file(archive)
    names = json.loads(file.data)
    assert file.path == paths.NAMES
    assert names == sorted(names)
    assert {"Port Almond", "Almondhaven", "Harbour Office", "Port Authority", "Outage"} <= set(names)
    used = {
        name
        for kind, entries in archive.catalogue.contents.items()
        for e in entries
        for name in archive.registry.entries(kind)[e].spellings()
    }
    assert set(names) <= used


def test_covered_years_reach_from_the_first_to_the_last(root: Path) -> None:
    """Years of reports and of events count."""
    catalogue = (archive := load_archive(root / "tests/sites/valid/lighthouses", Urls(""))).catalogue
    years = {r.date.year for r in catalogue.reports} | {dated.event.date.first.year for dated in catalogue.events}
    years |= {dated.event.date.last.year for dated in catalogue.events}
    assert covered_years(archive) == range(min(years), max(years) + 1)


def test_facets_are_declared_in_one_place(small_site: Callable[[str], Path]) -> None:
    """The search page, the facets file and the rows of the search table have the facets of one table."""
    names = [facet.name for facet in FACETS]
    archive = load_archive(small_site("small"), Urls(""))
    view = search_page(PageContext(archive)).view
    assert isinstance(view, SearchView)
    assert [name for name, _ in view.facets] == names
    assert list(json.loads(facets_file(archive).data)) == ["reports", "events", *names]
    report, (dated,) = archive.catalogue.reports[0], archive.catalogue.events
    assert {name for name, _ in (*report_facets(report), *event_facets(report, dated.event))} <= set(names)
