"""The form's fields: choosing entries, errors, drafts, offline use, keyboard and accessibility."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from plugins.archive.text.slugs import title_slug
from tests.browser.conftest import ServedSite
from tests.browser.contribute.steps import (
    add_item,
    choose,
    chosen_ids,
    download,
    field_errors,
    file_text,
    fill,
    fill_required,
    open_form,
    problem_summary,
)

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


# Choosing


def test_entries_are_found_by_part_of_any_name_or_id(form: Page) -> None:
    field = form.locator("#report_region")
    for words in ("hims", "HOMS", "حمص", "syria/homs"):
        field.fill(words)
        expect(form.locator("#report_region_list li").first).to_contain_text("Homs")
    expect(field).to_have_attribute("aria-expanded", "true")
    form.locator("#report_region_list li").first.click()
    assert chosen_ids(form, "region") == ["syria/homs"]
    expect(field).to_be_focused()
    field.fill("حمص")
    field.press("Enter")
    assert chosen_ids(form, "region") == ["syria/homs"]


def test_name_of_several_entries_or_of_none_chooses_nothing(form: Page) -> None:
    """Idlib is the governorate and an alias of its city; Homz and Hömş are nobody's names. The person chooses."""
    field = form.locator("#report_region")
    for word in ("Idlib", "Homz", "Hömş"):
        field.fill(word)
        field.press("Tab")
        expect(field).to_have_value(word)
    assert chosen_ids(form, "region") == []
    choose(form, "region", "IDLIB  city", "Deir ez–Zor", "SYRIA/HOMS")
    assert chosen_ids(form, "region") == ["syria/idlib/idlib", "syria/deir-ez-zor", "syria/homs"]


def test_combobox_works_by_keyboard(form: Page) -> None:
    """Arrows move, Enter chooses, Escape closes; chips can be removed."""
    field, options = form.locator("#report_tags"), form.locator("#report_tags_list li")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(options.first).to_have_attribute("aria-selected", "true")
    first = options.first.get_attribute("data-id")
    field.press("Enter")
    assert chosen_ids(form, "tags") == [first]
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    form.locator("#report_tags").press("Shift+Tab")
    form.keyboard.press("Enter")
    assert chosen_ids(form, "tags") == []
    expect(field).to_be_focused()


def test_unknown_name_is_an_error(form: Page) -> None:
    """It stays in its field, and the file can't be downloaded."""
    fill_required(form)
    form.fill("#report_actors", "Nobody at all")
    form.press("#report_actors", "Tab")
    expect(form.locator("#report_actors_error")).to_contain_text("not in the list")
    form.click("#form_download")
    assert [item.partition(":")[0] for item in problem_summary(form)] == ["Actors"]


def test_removing_a_source_renumbers_citations(form: Page) -> None:
    for title in ("One", "Two", "Three"):
        fill(form, {"title": title}, add_item(form, "sources"))
    event = add_item(form, "events")
    choose(form, "sources", "2", "3", within=event)
    form.locator("[data-list=sources] [data-remove]").nth(1).click()
    assert chosen_ids(form, "sources", event) == ["2"]
    assert "sources: [2]" in file_text(form)
    legends = form.locator("[data-list=sources] .form-item > legend").all_text_contents()
    assert legends == ["Source 1", "Source 2"]
    expect(form.locator("[data-list=sources] [data-item]").nth(1)).to_be_focused()


# Errors


def test_errors_of_edited_fields_are_shown_while_typing(form: Page) -> None:
    """At the field and in the summary, until they are fixed."""
    assert field_errors(form) == {}
    event = add_item(form, "events")
    form.locator(f"#{event}date").press_sequentially("22.4.2018")
    expect(form.locator(f"#{event}date_error")).to_contain_text("This is not a date: write it like 2018-04-22")
    assert list(field_errors(form)) == [f"{event}date"]
    assert any(item.startswith("Event 1, date: this is not a date") for item in problem_summary(form))
    expect(form.locator(f"#{event}date")).to_have_attribute("aria-describedby", f"{event}date_hint {event}date_error")
    fill(form, {"date": "2018-04-22"}, event)
    expect(form.locator(f"#{event}date_error")).to_be_empty()
    assert not any(item.startswith("Event 1, date") for item in problem_summary(form))


def test_submitting_an_incomplete_report_shows_the_error_summary(form: Page) -> None:
    """Its items link to their fields."""
    add_item(form, "sources")
    form.click("#form_copy")
    expect(form.locator("#form_summary")).to_be_focused()
    expect(form.locator("#form_status")).to_have_text("Errors to fix: 6")
    names = [item.partition(": ")[0] for item in problem_summary(form)]
    required = ["Title", "Date", "Regions", "Summary"]
    assert names == [*required, "Source 1, publisher", "Source 1, title"]
    assert len(field_errors(form)) == 6
    form.locator("#form_errors a").nth(5).click()
    expect(form.locator("#report_sources_1_title")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("title", "x" * 301, "longer than 300"),
        ("title", "a\u202eb", "hidden character"),
        ("lang", "English", "not a language code"),
        ("deaths.low", "many", "Enter a number from 0"),
        ("deaths.low", "3", "missing"),
        ("coordinates", "91, 0", "from -90 to 90"),
        ("coordinates", "35", "at least 2"),
        ("sources_url", "example.org", "not a web address"),
    ],
)
def test_each_schema_keyword_has_a_message_at_its_field(form: Page, key: str, value: str, words: str) -> None:
    within = "report_"
    if key.startswith(("deaths", "coordinates")):
        within = add_item(form, "events")
    elif key.startswith("sources_"):
        within, key = add_item(form, "sources"), key.removeprefix("sources_")
    fill(form, {key: value}, within)
    form.click("#form_download")
    assert any(words in message for message in field_errors(form).values()), field_errors(form)


def test_title_without_latin_letters_has_a_file_name(form: Page) -> None:
    """Another one can be entered."""
    fill_required(form, title="يوم هادئ")
    expect(form.locator("#form_path")).to_have_text(f"content/reports/2018/2018-04-25-{title_slug('يوم هادئ')}.md")
    assert problem_summary(form) == []
    form.fill("#form_name", "Quiet Day")
    file_text(form)
    assert "not a report's name" in problem_summary(form)[0]
    form.fill("#form_name", "quiet-day")
    file_text(form)
    assert problem_summary(form) == []
    expect(form.locator("#form_path")).to_have_text("content/reports/2018/2018-04-25-quiet-day.md")


# Drafts, offline use, missing scripts, keyboard


def test_draft_is_stored_until_the_form_is_cleared(form: Page) -> None:
    fill_required(form)
    source, event = add_item(form, "sources"), add_item(form, "events")
    fill(form, {"title": "One", "note": "More"}, source)
    choose(form, "sources", "1", within=event)
    form.fill("#report_actors", "Nobody yet")
    form.fill("#form_body", "Text.")
    before = file_text(form)
    form.reload()
    assert file_text(form) == before
    form.on("dialog", lambda dialog: dialog.accept())
    form.click("#form_clear")
    assert "title" not in file_text(form)
    assert form.locator("[data-item]").count() == 0
    assert field_errors(form) == {}
    form.reload()
    assert "Text." not in file_text(form)
    expect(form.locator("#report_title")).to_have_value("")


def test_loaded_form_works_offline(form: Page, site: ServedSite, tmp_path: Path) -> None:
    form.wait_for_load_state("networkidle")
    requests = len(site.requests)
    form.context.set_offline(True)
    fill_required(form)
    add_item(form, "events")
    form.locator("[data-list=events] [data-remove]").click()
    assert download(form, tmp_path).name == "2018-04-25-a-quiet-day.md"
    assert len(site.requests) == requests


@pytest.mark.expects_console("404", "Failed to load resource")
def test_form_without_rules_shows_an_error_and_the_guide(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.route("**/data/contribute.json", lambda route: route.fulfill(status=404))
    page.goto("/contribute/")
    expect(page.locator("#form_section .notice")).to_contain_text("could not be loaded")
    expect(page.locator("#form_guide")).to_be_visible()


def test_form_works_without_storage(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no storage'); }})")
    open_form(page)
    fill_required(page)
    assert download(page, tmp_path).name == "2018-04-25-a-quiet-day.md"


def test_visit_without_typing_stores_nothing(form: Page) -> None:
    file_text(form)
    assert form.evaluate("localStorage.length") == 0


def test_without_scripts_only_the_guide_is_shown(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/contribute/")
    expect(page.locator("main .prose")).to_contain_text("Create a branch")
    expect(page.locator("main a", has_text="CONTRIBUTING.md")).to_be_visible()
    assert page.locator("main :is(input, select, textarea, button):visible").count() == 0


def test_report_can_be_written_by_keyboard(form: Page, read: Any, tmp_path: Path) -> None:
    keys = form.keyboard

    def move_to(name: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if form.evaluate("name => document.activeElement.matches(name)", name):
                return
        pytest.fail(f"Tab does not reach {name}")

    form.locator("#report_title").focus()
    keys.type("By keyboard")
    move_to("#report_date")
    keys.type("04252018")
    move_to("#report_region")
    keys.type("hims")
    keys.press("ArrowDown")
    keys.press("Enter")
    move_to("#report_summary")
    keys.type("Typed.")
    move_to("[data-list=sources] [data-add]")
    keys.press("Enter")
    move_to("#report_sources_1_publisher")
    keys.type("sohr")
    move_to("#report_sources_1_title")
    keys.type("A title")
    move_to("#form_download")
    with form.expect_download() as waiting:
        keys.press("Enter")
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    report = read({"keys": saved})["keys"]
    assert (report.title, report.regions, report.citations[0].publisher) == ("By keyboard", ("syria/homs",), "sohr")


# Accessibility


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_no_violations_in_the_form(open_page: Callable[..., Page], colours: Any, width: int) -> None:
    """With errors, items and an open list; the page does not scroll sideways."""
    page = open_page(bypass_csp=True, color_scheme=colours, viewport={"width": width, "height": 800})
    open_form(page)
    add_item(page, "sources")
    event = add_item(page, "events")
    choose(page, "actors", "islamic-state", within=event)
    for more in page.locator("#form_report summary").all():
        more.click()
    page.click("#form_download")
    page.fill("#report_region", "i")
    expect(page.locator("#report_region_list")).to_be_visible()
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert [f"{v['id']}: {[n['target'] for n in v['nodes'][:3]]}" for v in found["violations"]] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
