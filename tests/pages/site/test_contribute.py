"""Contribute page: when it exists, the fields of its form, and the schema for its script."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.body import Body
from plugins.archive.json_schema import registry_schema, report_schema
from plugins.archive.model.entries import Name, Region
from plugins.archive.model.page import ContentPage
from plugins.archive.model.repository import Repository
from plugins.pages.body_sections import Section
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Page
from plugins.pages.site import report_form
from plugins.pages.site.contribute import ContributeView, contribute_outputs
from plugins.pages.site.entry_forms import KINDS, entry_forms
from plugins.pages.site.layout import site_layout
from plugins.pages.site.report_form import FormField, FormSection
from plugins.pages.site.static_pages import static_pages
from tests.samples import REGISTRY, archive, report

OWN_PAGE = ContentPage(
    path="pages/contribute.md", stem="contribute", title="Help us", summary="How.", body=Body("<p>Do.</p>")
)
HUB = Repository("https://github.com/o/r", path="archives/samples")
SCRIPTS = ("script", "search_script", "contribute_script")
ASSETS = dict.fromkeys(("stylesheet", "font", "italic_font", "icon", *SCRIPTS), "")


def outputs(whole: Archive) -> dict[str, Page | File]:
    """Return the outputs of the contribute page by path."""
    return {o.path: o for o in contribute_outputs(PageContext(whole)) if isinstance(o, Page | File)}


def view_of(whole: Archive) -> ContributeView:
    """Return the view-model of the contribute page."""
    page = outputs(whole)[paths.CONTRIBUTE]
    assert isinstance(page, Page)
    assert isinstance(page.view, ContributeView)
    return page.view


def fields_of(section: FormSection) -> Iterator[FormField]:
    """List all fields of a section, including the folded ones."""
    yield from (*section.fields, *section.more)


def sections() -> list[FormSection]:
    """Return the sections of the form for the samples' registry."""
    schema = report_schema(REGISTRY)
    return [report_form.report_section(schema), *report_form.list_sections(schema)]


def entry_sections() -> dict[str, FormSection]:
    """Return the sections for new entries by kind."""
    return {form.kind: form.section for form in entry_forms(archive([report()], repository=HUB))}


def entry_keys() -> set[str]:
    """Return the keys of entries that can be added, each with its kind as prefix."""
    return {f"{kind}.{key}" for kind in KINDS for key in registry_schema(kind, REGISTRY)["items"]["properties"]}


def keys_of(schema: dict[str, Any], within: str = "") -> Iterator[str]:
    """List all keys of a report as the form names them: keys in lists of records have the list's key as prefix."""
    for key, value in schema["properties"].items():
        items = value.get("items", {})
        if isinstance(items, dict) and "properties" in items:
            yield from keys_of(items, f"{key}.")
        else:
            yield within + key


def test_form_has_every_key_or_omits_it_explicitly() -> None:
    """A new key of the model appears in the form unless it is listed as omitted."""
    asked = {f"{each.key}.{field.key}" if each.key else field.key for each in sections() for field in fields_of(each)}
    keys = {key for key in keys_of(report_schema(REGISTRY)) if not key.startswith("corrections.")}
    assert {".".join(key.split(".")[:2]) if key.startswith("events.") else key for key in asked} == (
        keys - report_form.OMITTED_KEYS - report_form.GENERATED_KEYS
    )
    asked = {f"{kind}.{field.key}" for kind, each in entry_sections().items() for field in fields_of(each)}
    assert asked == (entry_keys() - report_form.OMITTED_KEYS) | {"region.within"}


@pytest.mark.parametrize(
    "names",
    [
        report_form.OMITTED_KEYS,
        report_form.GENERATED_KEYS,
        report_form.ADVANCED_KEYS,
        report_form.MULTILINE_KEYS,
        report_form.LABELS,
        report_form.HINTS,
        report_form.SCALES,
    ],
)
def test_form_settings_name_existing_keys_only(names: Any) -> None:
    keys = {*keys_of(report_schema(REGISTRY)), "corrections", *entry_keys()}
    assert set(names) <= keys


def test_required_fields_follow_the_schema() -> None:
    """Required fields are visible and marked as required."""
    report_, sources, events = sections()
    assert [field.key for field in report_.fields if field.required] == ["title", "date", "region", "summary"]
    assert [field.key for field in sources.fields if field.required] == ["publisher", "title"]
    assert [field.key for field in events.fields if field.required] == ["date", "type", "region", "summary"]
    assert not any(field.required for each in sections() for field in each.more)
    for each in entry_sections().values():
        assert [field.key for field in fields_of(each) if field.required] == ["name"]


def test_controls_of_entries_follow_the_schema() -> None:
    """Words are chosen, names are on lines, and ids are found by name."""
    controls = {
        f"{kind}.{field.key}": field.control
        for kind, each in entry_sections().items()
        for field in fields_of(each)
        if field.control != "text"
    }
    assert controls == {
        **dict.fromkeys(("actor.kind", "region.kind", "source.kind", "source.reliability"), "choice"),
        **dict.fromkeys(("actor.names", "region.names", "source.names"), "lines"),
        **dict.fromkeys(("actor.text", "region.text", "source.text"), "area"),
        **dict.fromkeys(("actor.parent", "region.within"), "entry"),
        "region.coordinates": "point",
    }


def test_registry_files_have_addresses(tmp_path: Path) -> None:
    """A file is edited at the host; one that is missing is created there. The indent is that of the file's entries."""
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry/actors.yaml").write_text("# Actors\n  - id: guard\n    name: Guard\n", "utf-8")
    samples = archive([report()], repository=HUB)
    whole = msgspec.structs.replace(samples, folder=msgspec.structs.replace(samples.folder, root=tmp_path))
    actors, regions, _ = entry_forms(whole)
    assert (actors.path, actors.indent) == ("archives/samples/registry/actors.yaml", 2)
    assert actors.url == "https://github.com/o/r/edit/main/archives/samples/registry/actors.yaml"
    assert (regions.indent, regions.url) == (0, "https://github.com/o/r/new/main?filename={path}&value={text}")


def test_ids_are_chosen_from_the_definitions_of_the_schema() -> None:
    """Each field for ids names a definition of the schema or a list of the report."""
    known = {*report_schema(REGISTRY)["definitions"], "sources"}
    choosing = [field for each in sections() for field in fields_of(each) if field.entries]
    assert {field.entries for field in choosing} == known
    assert {(field.key, field.entries) for field in choosing} >= {("type", "event-type"), ("publisher", "source")}
    assert {field.control for field in choosing} == {"entry", "entries", "numbers"}


def test_hints_do_not_mention_files() -> None:
    """Contributors do not need to know the files of the registry."""
    for each in (*sections(), *entry_sections().values()):
        for field in fields_of(each):
            assert ".yaml" not in field.hint
            assert field.hint.endswith(".")
            assert field.label


def test_archive_without_repository_and_text_has_no_contribute_page() -> None:
    """The footer has no link to it either."""
    whole = archive([report()])
    assert outputs(whole) == {}
    assert "/contribute/" not in {link.href for link in site_layout(whole, ASSETS).footer}


def test_archive_with_a_repository_has_a_contribute_page() -> None:
    """The footer links to the page."""
    whole = archive([report()], repository=HUB)
    view = view_of(whole)
    assert (view.head.title, view.body, view.host) == ("Contribute", (), "github.com")
    assert view.path_pattern == "archives/samples/reports/{year}/{stem}.md"
    assert view.new_file_url == "https://github.com/o/r/new/main?filename={path}&value={text}"
    assert view.guide
    assert view.guide.href == "https://github.com/o/r/blob/main/CONTRIBUTING.md"
    assert ("Contribute", "/contribute/") in {(link.text, link.href) for link in site_layout(whole, ASSETS).footer}


def test_own_text_is_shown_with_the_form() -> None:
    """The page has the archive's own text and title; there is one such page, linked once."""
    whole = archive([report()], pages=(OWN_PAGE,))
    view = view_of(whole)
    assert (view.head.title, view.head.description, view.body) == ("Help us", "How.", (Section("<p>Do.</p>"),))
    assert (view.guide, view.new_file_url, view.path_pattern) == (None, "", "content/reports/{year}/{stem}.md")
    assert paths.CONTRIBUTE not in {page.path for page in static_pages(PageContext(whole))}
    assert [link.text for link in site_layout(whole, ASSETS).footer if link.href == "/contribute/"] == ["Help us"]


def test_script_reads_the_schema_itself() -> None:
    """The file has the schema of a report and that of its name."""
    data = outputs(archive([report()], repository=HUB))[paths.CONTRIBUTE_FORM]
    assert isinstance(data, File)
    assert json.loads(data.data)["report"] == report_schema(REGISTRY)
    assert json.loads(data.data)["entries"].keys() == set(KINDS)
    assert "-[0-9]{2}-" in json.loads(data.data)["stem"]["pattern"]


def test_page_does_not_grow_with_the_registry() -> None:
    """The page stays the same; 5,000 regions with two other names each take at most 150 kB in the file."""
    names = tuple(Name(f"Another spelling {n}") for n in range(2))
    regions = {
        region.id: region
        for region in (
            Region(id=f"land/district-{n % 50}/village-{n * 7919}", name=f"Village of {n * 7919:x}", names=names)
            for n in range(5000)
        )
    }
    registry = msgspec.structs.replace(REGISTRY, regions=regions)
    small, large = (outputs(archive([], registry=one, repository=HUB)) for one in (REGISTRY, registry))
    assert small[paths.CONTRIBUTE].view == large[paths.CONTRIBUTE].view  # type: ignore[union-attr]  # both are pages
    assert len(gzip.compress(large[paths.CONTRIBUTE_FORM].data)) < 150_000  # type: ignore[union-attr]  # a file
