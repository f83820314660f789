"""The form's fields: choosing from the registry, faults as one types, the draft, and who has no mouse or network."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

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


def test_entries_are_found_by_any_name(form: Page) -> None:
    """A part of an id, a name or another spelling, in any script and case, leads to the entry."""
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


def test_a_name_of_two_things_means_the_one_that_bears_it_first(form: Page) -> None:
    """Idlib is the governorate, whose city has that name among others; each is taken by a name of its own."""
    choose(form, "region", "Idlib", "Idlib city")
    assert chosen_ids(form, "region") == ["syria/idlib", "syria/idlib/idlib"]


def test_choosing_by_keyboard(form: Page) -> None:
    """Arrows go through the list and tell which is meant, Enter takes it, Escape closes; a chip is taken away again."""
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


def test_what_is_not_in_the_registry_is_said(form: Page) -> None:
    """A name that nothing bears stays in its field with a fault; no file can be had with it."""
    fill_required(form)
    form.fill("#report_actors", "Nobody at all")
    form.press("#report_actors", "Tab")
    expect(form.locator("#report_actors_error")).to_contain_text("not in the list")
    form.click("#form_download")
    assert [item.partition(":")[0] for item in problem_summary(form)] == ["Actors"]


def test_numbers_follow_their_sources(form: Page) -> None:
    """When a source is taken away, the events that cite later ones cite them still, by their new numbers."""
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


# Faults


def test_errors_show_as_one_types(form: Page) -> None:
    """What is wrong with a field is said at it and in the summary once it was typed in, and goes when it is mended."""
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


def test_an_unfinished_report_is_not_handed_over(form: Page) -> None:
    """Who asks for the file too early is led to a summary whose every item leads to its field."""
    add_item(form, "sources")
    form.click("#form_copy")
    expect(form.locator("#form_summary")).to_be_focused()
    expect(form.locator("#form_status")).to_have_text("Still to do: 6")
    names = [item.partition(": ")[0] for item in problem_summary(form)]
    least = ["Title", "Date", "Regions", "Summary"]
    assert names == [*least, "Source 1, publisher", "Source 1, title"]
    assert len(field_errors(form)) == 6
    form.locator("#form_errors a").nth(5).click()
    expect(form.locator("#report_sources_1_title")).to_be_focused()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("title", "x" * 301, "longer than 300"),
        ("title", "a\u202eb", "hidden character"),
        ("lang", "English", "not a language code"),
        ("deaths.low", "many", "Write a number from 0"),
        ("deaths.low", "3", "missing"),
        ("coordinates", "91, 0", "from -90 to 90"),
        ("coordinates", "35", "at least 2"),
        ("sources_url", "example.org", "not a web address"),
    ],
)
def test_the_schema_s_words_stand_at_the_field(form: Page, key: str, value: str, words: str) -> None:
    """Each keyword of the schema has its words, at the field that is at fault."""
    within = "report_"
    if key.startswith(("deaths", "coordinates")):
        within = add_item(form, "events")
    elif key.startswith("sources_"):
        within, key = add_item(form, "sources"), key.removeprefix("sources_")
    fill(form, {key: value}, within)
    form.click("#form_download")
    assert any(words in fault for fault in field_errors(form).values()), field_errors(form)


def test_a_title_without_latin_letters_needs_a_name(form: Page) -> None:
    """The file's name is made from the title where it can be, else asked for; its form is the archive's own rule."""
    fill_required(form, title="يوم هادئ")
    file_text(form)
    assert problem_summary(form) == ["Name of the file: the title makes no name: give one."]
    form.fill("#form_name", "Quiet Day")
    file_text(form)
    assert "not a report's name" in problem_summary(form)[0]
    form.fill("#form_name", "quiet-day")
    file_text(form)
    assert problem_summary(form) == []
    expect(form.locator("#form_path")).to_have_text("content/reports/2018/2018-04-25-quiet-day.md")


# The draft, offline, without scripts, by keyboard


def test_a_draft_is_kept_until_it_is_cleared(form: Page) -> None:
    """What was typed is there after a reload, lists and choices too; clearing the form forgets all of it."""
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


def test_the_form_works_offline(form: Page, site: ServedSite, tmp_path: Path) -> None:
    """Once the page is there, nothing more is asked of any server, and the file is made all the same."""
    form.wait_for_load_state("networkidle")
    asked = len(site.requests)
    form.context.set_offline(True)
    fill_required(form)
    add_item(form, "events")
    form.locator("[data-list=events] [data-remove]").click()
    assert download(form, tmp_path).name == "2018-04-25-a-quiet-day.md"
    assert len(site.requests) == asked


@pytest.mark.expects_console("404", "Failed to load resource")
def test_a_form_that_cannot_be_loaded_says_so(open_page: Callable[..., Page]) -> None:
    """Without its file of rules the page shows its guide, and says why there is no form."""
    page = open_page()
    page.route("**/data/contribute.json", lambda route: route.fulfill(status=404))
    page.goto("/contribute/")
    expect(page.locator("#form_section .notice")).to_contain_text("could not be loaded")
    expect(page.locator("#form_guide")).to_be_visible()


def test_without_a_store_only_the_draft_is_lost(open_page: Callable[..., Page], tmp_path: Path) -> None:
    """Where a browser keeps nothing for pages, the form works all the same."""
    page = open_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no store'); }})")
    open_form(page)
    fill_required(page)
    assert download(page, tmp_path).name == "2018-04-25-a-quiet-day.md"


def test_who_only_looks_leaves_nothing_behind(form: Page) -> None:
    """A draft is kept of what somebody typed, not of a visit."""
    file_text(form)
    assert form.evaluate("localStorage.length") == 0


def test_without_scripts_the_guide_is_there(open_page: Callable[..., Page]) -> None:
    """Who has no JavaScript reads the guide and finds the repository, and sees no dead controls."""
    page = open_page(java_script_enabled=False)
    page.goto("/contribute/")
    expect(page.locator("main .prose")).to_contain_text("Make a branch")
    expect(page.locator("main a", has_text="CONTRIBUTING.md")).to_be_visible()
    assert page.locator("main :is(input, select, textarea, button):visible").count() == 0


def test_the_whole_way_by_keyboard(form: Page, read: Any, tmp_path: Path) -> None:
    """A report with a source can be written and had without a mouse."""
    keys = form.keyboard

    def move_to(name: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if form.evaluate("name => document.activeElement.matches(name)", name):
                return
        pytest.fail(f"Tab does not lead to {name}")

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


# How it looks


@pytest.mark.parametrize(("colours", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_assistive_software_finds_its_way_in_the_form(open_page: Callable[..., Page], colours: Any, width: int) -> None:
    """With faults, items and open lists on it, the form has no fault for axe-core, and does not scroll sideways."""
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
