"""The page for contributors: when there is one, what its form asks for, and what its script is given."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.body import Body
from plugins.archive.json_schema import report_schema
from plugins.archive.model.entries import Name, Region
from plugins.archive.model.page import ContentPage as Document
from plugins.archive.model.repository import Repository
from plugins.pages.body_sections import Section
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Page
from plugins.pages.site import report_form
from plugins.pages.site.contribute import ContributeView, contribute_outputs
from plugins.pages.site.layout import site_layout
from plugins.pages.site.report_form import FormField, FormSection
from plugins.pages.site.static_pages import static_pages
from tests.samples import REGISTRY, archive, report

GUIDE = Document(
    path="pages/contribute.md", stem="contribute", title="Help us", summary="How.", body=Body("<p>Do.</p>")
)
HUB = Repository("https://github.com/o/r", path="archives/samples")
ASSETS = dict.fromkeys(("stylesheet", "font", "script", "search_script", "contribute_script", "icon"), "")


def outputs(made: Archive) -> dict[str, Page | File]:
    """Return the outputs for contributors by path."""
    return {o.path: o for o in contribute_outputs(PageContext(made)) if isinstance(o, Page | File)}


def view_of(made: Archive) -> ContributeView:
    """Return the view of the page for contributors."""
    page = outputs(made)[paths.CONTRIBUTE]
    assert isinstance(page, Page)
    assert isinstance(page.view, ContributeView)
    return page.view


def fields_of(part: FormSection) -> Iterator[FormField]:
    """List every field of a part, those behind 'More' too."""
    yield from (*part.fields, *part.more)


def parts() -> list[FormSection]:
    """Return the parts of the form over the samples' registry."""
    schema = report_schema(REGISTRY)
    return [report_form.report_section(schema), *report_form.list_sections(schema)]


def keys_of(schema: dict[str, Any], within: str = "") -> Iterator[str]:
    """List every key that a report may have, as the form names them: those of its lists of records after the list's."""
    for key, part in schema["properties"].items():
        items = part.get("items", {})
        if isinstance(items, dict) and "properties" in items:
            yield from keys_of(items, f"{key}.")
        else:
            yield within + key


def test_the_form_asks_for_every_key_or_says_why_not() -> None:
    """A key that comes to the model comes to the form, or is named among those that a new report has no use for."""
    asked = {f"{part.key}.{field.key}" if part.key else field.key for part in parts() for field in fields_of(part)}
    keys = {key for key in keys_of(report_schema(REGISTRY)) if not key.startswith("corrections.")}
    assert {".".join(key.split(".")[:2]) if key.startswith("events.") else key for key in asked} == (
        keys - report_form.OMITTED_KEYS - report_form.GENERATED_KEYS
    )


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
def test_nothing_is_said_of_keys_that_are_not_there(names: Any) -> None:
    """What the form says of a key goes when the key goes."""
    keys = {*keys_of(report_schema(REGISTRY)), "corrections"}
    assert set(names) <= keys


def test_what_must_be_given_is_what_the_schema_says() -> None:
    """The form asks at once for all that a report needs, and marks it so."""
    report_, sources, events = parts()
    assert [field.key for field in report_.fields if field.required] == ["title", "date", "region", "summary"]
    assert [field.key for field in sources.fields if field.required] == ["publisher", "title"]
    assert [field.key for field in events.fields if field.required] == ["date", "type", "region", "summary"]
    assert not any(field.required for part in parts() for field in part.more)


def test_ids_are_chosen_from_the_definitions_of_the_schema() -> None:
    """Each field for ids leads to ids that the schema has, or to the numbers of a list of the report."""
    known = {*report_schema(REGISTRY)["definitions"], "sources"}
    choosing = [field for part in parts() for field in fields_of(part) if field.entries]
    assert {field.entries for field in choosing} == known
    assert {(field.key, field.entries) for field in choosing} >= {("type", "event-type"), ("publisher", "source")}
    assert {field.control for field in choosing} == {"entry", "entries", "numbers"}


def test_no_hint_speaks_of_files() -> None:
    """Who fills in a form need not know in which file the registry has what there is to choose."""
    for part in parts():
        for field in fields_of(part):
            assert ".yaml" not in field.hint
            assert field.hint.endswith(".")
            assert field.label


def test_an_archive_that_asks_for_nothing_has_no_form() -> None:
    """Without a guide and a repository there is no page, and no link to one."""
    made = archive([report()])
    assert outputs(made) == {}
    assert "/contribute/" not in {link.href for link in site_layout(made, ASSETS).footer}


def test_a_repository_alone_makes_the_page() -> None:
    """An archive in a repository has the page without writing one; its foot leads there."""
    made = archive([report()], repository=HUB)
    view = view_of(made)
    assert (view.title, view.body, view.host) == ("Contribute", (), "github.com")
    assert view.path_pattern == "archives/samples/reports/{year}/{stem}.md"
    assert view.new_file_url == "https://github.com/o/r/new/main?filename={path}&value={text}"
    assert view.guide
    assert view.guide.href == "https://github.com/o/r/blob/main/CONTRIBUTING.md"
    assert ("Contribute", "/contribute/") in {(link.text, link.href) for link in site_layout(made, ASSETS).footer}


def test_a_guide_stands_on_the_page_with_the_form() -> None:
    """The archive's own words are kept, under its own title, on one page only, and linked once."""
    made = archive([report()], pages=(GUIDE,))
    view = view_of(made)
    assert (view.title, view.summary, view.body) == ("Help us", "How.", (Section("<p>Do.</p>"),))
    assert (view.guide, view.new_file_url, view.path_pattern) == (None, "", "content/reports/{year}/{stem}.md")
    assert paths.CONTRIBUTE not in {page.path for page in static_pages(PageContext(made))}
    assert [link.text for link in site_layout(made, ASSETS).footer if link.href == "/contribute/"] == ["Help us"]


def test_the_script_is_given_the_schema_itself() -> None:
    """There is one set of rules: the file holds the schema of a report, and that of its name."""
    data = outputs(archive([report()], repository=HUB))[paths.CONTRIBUTE_FORM]
    assert isinstance(data, File)
    assert json.loads(data.data)["report"] == report_schema(REGISTRY)
    assert "-[0-9]{2}-" in json.loads(data.data)["stem"]["pattern"]


def test_a_large_registry_keeps_the_page_small() -> None:
    """The page does not grow with the registry; 5,000 regions with two other names each make a file of 150 kB."""
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
