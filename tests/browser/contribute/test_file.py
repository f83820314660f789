"""The form's file: the archive reads exactly what was typed; copying, downloading and opening at the host."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from playwright.sync_api import Page, expect

from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import split_front_matter
from plugins.archive.schema.strict_yaml import compose
from tests.browser.conftest import ServedSite
from tests.browser.contribute.steps import (
    add_item,
    choose,
    download,
    file_text,
    fill,
    fill_required,
    open_form,
    serve_modules,
)

NASTY = (
    """Quotes: "double", 'single' and `back`""",
    "# no comment, and a # within: [x] {y} & *z !t %p @q |r >s",
    "- a dash leads",
    "--- three of them ---",
    "? what: is this: a key",
    "{{ config }} and {% raw %} stay text",
    "back\\slash \\n \\u0041 and a tab\there",
    "مقتل ثلاثة في حمص: “تقرير”",
    "Émilie naïve ☕ 😀 👨‍👩‍👧 ﬁn",
    "null",
    "2018-04-25",
    "0x1F",
    "yes: no",
    "<script>alert('x')</script> & <b>",
    "colon at the end:",
    "tilde ~ and *star and &and %percent",
)
"""Texts that YAML, HTML or Jinja could misread."""
LINES = 'First line: "a"\n- second\n\n  # third, after an empty one\nلا شيء'
BODIES = ("---\nnot: front matter\n---\n\nText.", '## A heading\n\n- item\n\n    code: {{ x }}\n\n😀 نص \\ "', "\tTab")


def body_of(file: Path) -> str:
    parts = split_front_matter(file.read_text("utf-8"), file.name, [])
    assert parts
    return parts.body.strip()


def test_typed_texts_are_read_back_unchanged(form: Page, read: Any, tmp_path: Path) -> None:
    """In every kind of text field."""
    fill_required(form)
    source, event = add_item(form, "sources"), add_item(form, "events")
    choose(form, "publisher", "sohr", within=source)
    choose(form, "type", "shelling", within=event)
    choose(form, "region", "syria/homs", within=event)
    files, bodies = {}, {}
    for index, words in enumerate(NASTY):
        bodies[words] = BODIES[index % len(BODIES)]
        fill(form, {"title": words, "summary": f"{words}\n{LINES}"})
        fill(form, {"name": f"nasty-{index}", "body": bodies[words]}, "form_")
        fill(form, {"title": words, "note": words, "author": words}, source)
        fill(form, {"date": "2018-04", "summary": words, "place": words}, event)
        files[words] = download(form, tmp_path)
    for words, report in read(files).items():
        (citation,), (event_read,) = report.citations, report.events
        assert (report.title, report.summary) == (words, f"{words}\n{LINES}")
        assert (citation.title, citation.note, citation.author) == (words, words, words)
        assert (event_read.summary, event_read.place, event_read.date.text, event_read.sources) == (
            words,
            words,
            "2018-04",
            (),
        )
        assert body_of(files[words]) == bodies[words].strip()


def test_random_texts_are_read_back(form: Page) -> None:
    """2,000 texts of random characters."""
    chance = Random(1807)
    characters = "ab Zé9-:#'\"\\,[]{}&*!|>%@`~?=.\n\t/ن😀\u2028\u0085\u200c"
    texts = ["".join(chance.choices(characters, k=chance.randrange(1, 12))).strip() or "x" for _ in range(2000)]
    write = """([texts, from]) => import(`${from}report_file.js`).then(({ fileText }) => fileText(
        { one: texts[0], all: texts, each: texts.map((text) => ({ text, more: [text] })) }, ""))"""
    parts = split_front_matter(form.evaluate(write, [texts, serve_modules(form)]), "x.md", [])
    assert parts
    problems: list[Problem] = []
    root = compose(parts.front_matter, "x.md", 0, problems)
    assert problems == []
    expected = {"one": texts[0], "all": texts, "each": [{"text": text, "more": [text]} for text in texts]}
    assert plain(root) == expected


def plain(node: Any) -> Any:
    """Return the value of a YAML node, with scalars as texts."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    return [plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def test_every_field_reaches_the_report(form: Page, read: Any, tmp_path: Path) -> None:
    fill_required(form, title="Ein stiller Tag", lang="de")
    choose(form, "region", "syria/idlib")
    choose(form, "actors", "islamic-state", "government-of-syria")
    choose(form, "tags", "offensive")
    choose(form, "authors", "editors")
    choose(form, "series", "syrian-war-report")
    links = {"url": "https://example.org/a?b=c#d", "archived": "https://archive.example/x"}
    for name, values in (("One", {"published": "2018-04-23", **links, "lang": "ar"}), ("Two", {"published": "2018"})):
        source = add_item(form, "sources")
        choose(form, "publisher", "sohr", within=source)
        fill(form, {"title": name, **values}, source)
    event = add_item(form, "events")
    choose(form, "type", "ambush", within=event)
    choose(form, "region", "syria/homs", within=event)
    choose(form, "actors", "islamic-state", within=event)
    choose(form, "tags", "offensive", within=event)
    choose(form, "attributed_to", "sohr", within=event)
    choose(form, "sources", "2", "1", within=event)
    fill(form, {"date": "2018-04-21/2018-04-23~", "summary": "An ambush.", "coordinates": "35.02, -4.5"}, event)
    fill(form, {"deaths.low": "0", "deaths.best": "2", "deaths.high": "13"}, event)
    form.locator(f"#{event}place_precision").select_option("2")
    form.locator(f"#{event}credibility").select_option("3")
    report = read({"all": download(form, tmp_path)})["all"]
    assert report.stem == "2018-04-25-ein-stiller-tag"
    assert (report.regions, report.lang) == (("syria/homs", "syria/idlib"), "de")
    assert (report.actors, report.tags) == (("islamic-state", "government-of-syria"), ("offensive",))
    assert (report.authors, report.series) == (("editors",), "syrian-war-report")
    one, two = report.citations
    assert (one.publisher, one.title, one.url, one.archived, one.lang) == ("sohr", "One", *links.values(), "ar")
    assert (one.published and one.published.text, two.published and two.published.text) == ("2018-04-23", "2018")
    (read_event,) = report.events
    assert (read_event.id, read_event.type, read_event.region) == ("homs-ambush", "ambush", "syria/homs")
    assert (read_event.date.text, read_event.coordinates) == ("2018-04-21/2018-04-23~", (35.02, -4.5))
    assert (read_event.actors, read_event.tags, read_event.attributed_to) == (
        ("islamic-state",),
        ("offensive",),
        ("sohr",),
    )
    assert (read_event.sources, read_event.place_precision, read_event.credibility) == ((2, 1), 2, 3)
    assert read_event.deaths
    assert (read_event.deaths.low, read_event.deaths.best, read_event.deaths.high) == (0, 2, 13)


def test_events_get_unique_ids(form: Page, read: Any, tmp_path: Path) -> None:
    """From type and region, with a number if needed."""
    fill_required(form)
    for _ in range(3):
        event = add_item(form, "events")
        choose(form, "type", "shelling", within=event)
        choose(form, "region", "syria/homs", within=event)
        fill(form, {"date": "2018-04-25", "summary": "Shells."}, event)
    report = read({"all": download(form, tmp_path)})["all"]
    assert [each.id for each in report.events] == ["homs-shelling", "homs-shelling-2", "homs-shelling-3"]


# Copying, downloading, opening at the host


def test_copied_downloaded_and_previewed_texts_are_equal(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    open_form(page)
    fill_required(page)
    page.click("#form_copy")
    expect(page.locator("#form_message")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == download(page, tmp_path).read_text("utf-8") == file_text(page)
    expect(page.locator("#form_message")).to_have_text("Saved as 2018-04-25-a-quiet-day.md.")


def test_text_is_selected_if_the_clipboard_is_unavailable(form: Page) -> None:
    form.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    fill_required(form)
    form.click("#form_copy")
    expect(form.locator("#form_message")).to_contain_text("Ctrl+C")
    assert form.evaluate("getSelection().toString()").strip() == file_text(form).strip()


def test_link_to_the_host_has_path_and_text_and_sends_no_referrer(form: Page) -> None:
    fill_required(form, title="A & B = C? #1 100% “نص”")
    form.fill("#form_body", "a+b & c\n\n## {path} {text} $& $1")
    text = file_text(form)
    link = form.locator("#form_open")
    address = urlsplit(str(link.get_attribute("href")))
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://github.com/example/archive/new/main"
    query = {"filename": ["content/reports/2018/2018-04-25-a-b-c-1-100-ns.md"], "value": [text]}
    assert parse_qs(address.query, strict_parsing=True) == query
    assert "noreferrer" in str(link.get_attribute("rel"))


def test_text_too_long_for_the_link_has_to_be_pasted(form: Page) -> None:
    fill_required(form)
    expect(form.locator("#form_paste")).to_be_hidden()
    form.fill("#form_body", "Ein langer Text. " * 500)
    expect(form.locator("#form_paste")).to_be_visible()
    file_text(form)
    href = str(form.locator("#form_open").get_attribute("href"))
    assert href.endswith("2018-04-25-a-quiet-day.md&value=")


def test_link_to_a_host_without_text_parameter_has_the_path_only(
    open_page: Callable[..., Page], site: ServedSite
) -> None:
    html = (site.output / "contribute/index.html").read_text("utf-8").replace("&amp;value={text}", "")
    page = open_page()
    page.route("**/contribute/", lambda route: route.fulfill(body=html, content_type="text/html"))
    open_form(page)
    fill_required(page)
    file_text(page)
    expect(page.locator("#form_paste")).to_be_visible()
    href = str(page.locator("#form_open").get_attribute("href"))
    assert href.endswith("/new/main?filename=content%2Freports%2F2018%2F2018-04-25-a-quiet-day.md")
