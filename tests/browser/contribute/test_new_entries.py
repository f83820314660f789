"""New entries: an actor, region or source that is missing is added in the form, which hands over all files."""

import json
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plugins.archive.archive import Archive, load_archive
from plugins.archive.text.slugs import slugify
from plugins.archive.urls import Urls
from plugins.commands.check.check import run as check
from tests.browser.conftest import ServedSite
from tests.browser.contribute.steps import (
    add_item,
    choose,
    chosen_ids,
    download,
    file_text,
    fill,
    fill_required,
    open_form,
    problem_summary,
    serve_modules,
)

EXAMPLES = json.loads((Path(__file__).parents[2] / "archive/text/slugs.json").read_text("utf-8"))
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@pytest.fixture
def hand_over(form: Page, content: Path, tmp_path: Path) -> Callable[[], Archive]:
    """Return a function that puts the downloaded files in place, as the page says, checks the archive and reads it."""

    def put_in_place() -> Archive:
        archive = Path(shutil.copytree(content, tmp_path / "archive"))
        report = download(form, tmp_path)
        shutil.copy(report, archive / f"reports/{report.name[:4]}")
        for addition in form.locator(".contribute-addition:visible").all():
            with form.expect_download() as waiting:
                addition.locator("[data-download]").click()
            waiting.value.save_as(tmp_path / "addition")
            name = str(addition.get_attribute("data-path")).removeprefix("content/")
            assert waiting.value.suggested_filename == f"add-to-{Path(name).name}"
            with (archive / name).open("ab") as file:
                file.write((tmp_path / "addition").read_bytes())
        assert check(content=archive) == 0
        return load_archive(archive, Urls())

    return put_in_place


def add_from(page: Page, key: str, name: str, within: str = "report_") -> None:
    """Type a name that is not in the registry, and choose to add it with the keyboard."""
    field = page.locator(f'[id="{within}{key}"]')
    field.fill(name)
    expect(page.locator(f'[id="{within}{key}_list"] .form-add')).to_contain_text(name)
    field.press("ArrowUp")
    field.press("Enter")


def test_files_with_new_entries_pass_the_check(form: Page, hand_over: Callable[[], Archive]) -> None:
    """A new actor, region and source, with all of their keys, and names that YAML could misread."""
    fill_required(form)
    add_from(form, "actors", "null: #1 “Guard” 🔥")
    expect(form.locator("[data-list=new-actor] [data-item]")).to_be_focused()
    actor = "report_new-actor_1_"
    form.locator(f'[id="{actor}kind"]').select_option("armed-group")
    fill(form, {"names": "حرس\n- Guards: of", "text": "It\nguards."}, actor)
    choose(form, "parent", "islamic-state", within=actor)
    source = add_item(form, "sources")
    fill(form, {"title": "On guard"}, source)
    add_from(form, "publisher", "قناة الحرس", within=source)
    added = str(form.locator("[data-list=new-source] input").first.get_attribute("id")).removesuffix("name")
    fill(form, {"url": "https://example.org/a?b#c", "lang": "ar", "affiliation": "The guard"}, added)
    form.locator(f'[id="{added}reliability"]').select_option("E")
    region = add_item(form, "new-region")
    fill(form, {"name": "Деревня", "coordinates": "34.5, 36.5", "code": "SY-HI"}, region)
    choose(form, "within", "syria/homs", within=region)
    inner = add_item(form, "new-region")
    fill(form, {"name": "Well"}, inner)
    file_text(form)
    choose(form, "within", "syria/homs/derevnya", within=inner)
    file_text(form)
    choose(form, "region", "syria/homs/derevnya/well")
    assert problem_summary(form) == []
    archive = hand_over()
    report = next(report for report in archive.catalogue.reports if report.stem == "2018-04-25-a-quiet-day")
    assert report.regions == ("syria/homs", "syria/homs/derevnya/well")
    guard = archive.registry.actors["null-1-guard"]
    assert (guard.name, guard.kind, guard.parent) == ("null: #1 “Guard” 🔥", "armed-group", "islamic-state")
    assert (report.actors, [name.name for name in guard.names]) == (("null-1-guard",), ["حرس", "- Guards: of"])
    channel = archive.registry.sources[slugify("قناة الحرس")]
    assert (channel.name, channel.reliability, channel.lang) == ("قناة الحرس", "E", "ar")
    assert report.citations[0].publisher == channel.id
    village = archive.registry.regions["syria/homs/derevnya"]
    assert (village.name, village.coordinates, village.code) == ("Деревня", (34.5, 36.5), "SY-HI")


def test_an_id_follows_the_name(form: Page) -> None:
    """Wherever the entry is chosen, until it is removed. An id of another entry gets a number."""
    fill_required(form)
    add_from(form, "actors", "Gard")
    assert chosen_ids(form, "actors") == ["gard"]
    fill(form, {"name": "Guard of the North"}, "report_new-actor_1_")
    file_text(form)
    assert chosen_ids(form, "actors") == ["guard-of-the-north"]
    fill(form, {"name": "Amaq?"}, "report_new-actor_1_")
    file_text(form)
    (taken,) = chosen_ids(form, "actors")
    assert taken in ("amaq", "amaq-2")
    form.locator("[data-list=new-actor] [data-remove]").click()
    file_text(form)
    assert chosen_ids(form, "actors") == []
    assert problem_summary(form) == []
    expect(form.locator("#form_actor_addition")).to_be_hidden()


def test_names_of_the_registry_are_pointed_out(form: Page) -> None:
    """The same name is an error, and similar names are listed while typing; another village has the name of a town."""
    fill_required(form)
    item = add_item(form, "new-actor")
    similar = form.locator("[data-list=new-actor] .form-similar")
    fill(form, {"name": "Islamic Stat"}, item)
    expect(similar).to_contain_text("[islamic-state]")
    fill(form, {"name": "ISLAMIC  STATE"}, item)
    file_text(form)
    assert problem_summary(form) == [
        "New actor 1, name: this is in the registry: islamic-state. Choose it, and remove this entry."
    ]
    fill(form, {"name": "Quite another one"}, item)
    expect(similar).to_be_hidden()
    region = add_item(form, "new-region")
    fill(form, {"name": "Homs"}, region)
    choose(form, "within", "syria/idlib", within=region)
    file_text(form)
    assert problem_summary(form) == []


def test_links_to_the_files_of_the_registry(form: Page) -> None:
    """Their pages for editing open; the text is copied, because no host takes it in the address of a file."""
    fill_required(form)
    add_from(form, "actors", "Guard of the North")
    file_text(form)
    addition = form.locator("#form_actor_addition")
    expect(form.locator("#form_order")).to_be_visible()
    link = addition.locator("[data-open]")
    expect(link).to_have_attribute("href", "https://github.com/example/archive/edit/main/content/registry/actors.yaml")
    assert "noreferrer" in str(link.get_attribute("rel"))
    expect(addition.locator("[data-text]")).to_have_text('- id: guard-of-the-north\n  name: "Guard of the North"')


def test_a_draft_has_its_new_entries(open_page: Callable[..., Page]) -> None:
    """After the page is closed."""
    page = open_page()
    open_form(page)
    fill_required(page)
    add_from(page, "actors", "Guard")
    fill(page, {"names": "One\nTwo"}, "report_new-actor_1_")
    text = file_text(page)
    page.reload()
    open_form(page)
    assert file_text(page) == text
    assert chosen_ids(page, "actors") == ["guard"]
    expect(page.locator("#form_actor_addition [data-text]")).to_contain_text('names: ["One", "Two"]')


def test_entries_of_other_kinds_are_not_added(form: Page) -> None:
    form.locator("#report_tags").fill("Quite another one")
    expect(form.locator("#report_tags_list")).to_be_hidden()


def test_file_names_come_from_titles_in_any_script(form: Page) -> None:
    """The tables are loaded when a title needs them. The names are those of `inv new`."""
    assert not form.evaluate("performance.getEntriesByType('resource').some(({ name }) => /letters|han/.test(name))")
    form.fill("#report_title", "غارة على حلب")
    expect(form.locator("#form_name")).to_have_attribute("placeholder", "ghrh-la-hlb")
    form.fill("#report_title", "叙利亚战争")
    expect(form.locator("#form_name")).to_have_attribute("placeholder", "xuliyazhanzheng")
    script = """async ([from, titles]) => {
        const { loadTable, titleSlug } = await import(`${from}slugs.js`);
        for (const table of ["letters", "han"]) await loadTable(table, `/data/${table}.json`);
        return titles.map(titleSlug);
    }"""
    titles = [title for title, _ in EXAMPLES]
    assert form.evaluate(script, [serve_modules(form), titles]) == [slug for _, slug in EXAMPLES]


def test_page_with_new_entries_is_accessible(form: Page) -> None:
    fill_required(form)
    add_from(form, "actors", "Jabhat al Nusrah front")
    form.locator("[data-list=new-actor] details").evaluate("(more) => { more.open = true; }")
    file_text(form)
    form.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": STANDARDS}}
    found = form.evaluate("(options) => axe.run(document, options)", options)
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_without_scripts_the_page_explains_the_way_by_hand(open_page: Callable[..., Page], site: ServedSite) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/contribute/")
    section = page.locator(".contribute-missing")
    expect(section).to_contain_text("Do not choose a similar one.")
    expect(section.locator("a")).to_have_count(3)
    expect(page.locator("#form_section")).to_be_hidden()
