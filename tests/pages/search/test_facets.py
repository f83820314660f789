"""What the search page knows of the values to choose by."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.archive import urls as paths
from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.pages.search.facets import covered_years, facets_file, names_file


@pytest.fixture
def facets(small_site: Callable[[str], Path]) -> Callable[[str], dict[str, Any]]:
    """Return a function that reads the file of facets of a fixture site."""

    def load(name: str) -> dict[str, Any]:
        file = facets_file(load_archive(small_site(name), Urls("")))
        assert file.path == paths.FACETS
        return dict(json.loads(file.data))

    return load


def test_values_have_names_and_regions_their_place(facets: Callable[[str], dict[str, Any]]) -> None:
    """Each value has the name that readers know it by; a region says which is around it."""
    known = facets("small")
    assert known["region"] == [
        {"id": "northland", "name": "Northland"},
        {"id": "northland/port-almond", "name": "Port Almond", "within": "northland"},
    ]
    assert known["actor"] == [{"id": "harbour-office", "name": "Harbour Office"}]
    assert known["type"] == [{"id": "outage", "name": "Outage"}]
    assert [value["id"] for value in known["tag"]] == ["fog", "outage"]


def test_only_what_something_carries_can_be_chosen(facets: Callable[[str], dict[str, Any]], root: Path) -> None:
    """A registry entry that no published report or event names is no value."""
    catalogue = load_archive(root / "tests/sites/valid/lighthouses", Urls("")).catalogue
    known = facets("lighthouses")
    for kind in ("region", "actor", "tag", "source"):
        assert {value["id"] for value in known[kind]} == set(catalogue.contents[kind])


def test_totals(facets: Callable[[str], dict[str, Any]]) -> None:
    """The file says how much there is."""
    known = facets("minimal")
    assert (known["reports"], known["events"]) == (1, 0)


def test_names_are_those_that_lead_somewhere(small_site: Callable[[str], Path]) -> None:
    """Every spelling of what something carries can be suggested, and nothing that would find nothing."""
    archive = load_archive(small_site("small"), Urls(""))
    file = names_file(archive)
    names = json.loads(file.data)
    assert file.path == paths.NAMES
    assert names == sorted(names)
    assert {"Port Almond", "Almondhaven", "Harbour Office", "Port Authority", "Outage"} <= set(names)
    held = {
        name
        for kind, entries in archive.catalogue.contents.items()
        for e in entries
        for name in archive.registry.entries(kind)[e].spellings()
    }
    assert set(names) <= held


def test_years_are_those_between_the_first_and_the_last(root: Path) -> None:
    """Dates can be picked from the first year of a report or event to the last."""
    catalogue = (archive := load_archive(root / "tests/sites/valid/lighthouses", Urls(""))).catalogue
    told = {r.date.year for r in catalogue.reports} | {dated.event.date.first.year for dated in catalogue.events}
    told |= {dated.event.date.last.year for dated in catalogue.events}
    assert covered_years(archive) == range(min(told), max(told) + 1)
