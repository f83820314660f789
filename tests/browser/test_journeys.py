"""Whole journeys through the archive by keyboard alone, with the place of the focus seen at every key."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import KeyboardUser
from tests.browser.search_steps import result_paths, wait_for_results


def test_from_home_to_a_hit_and_back(page: Page) -> None:
    """Home → `/` → words → results → events → a filter → a hit → back, where all is as it was."""
    page.goto("/")
    reader = KeyboardUser(page)
    reader.press("/")
    page.keyboard.type("islamic state")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=islamic**")
    wait_for_results(page)
    reader.tab_to("input[name=show]")
    reader.press("ArrowRight")
    expect(page).to_have_url(re.compile("show=events"))
    wait_for_results(page)
    reader.tab_to("#facet-region-syria")
    reader.press("Space")
    expect(page).to_have_url(re.compile("region=syria"))
    wait_for_results(page)
    asked, found = page.url, result_paths(page)
    assert found
    reader.open_link(".hit-title a", "**/reports/**#event-*", within=200)
    page.go_back()  # Alt+← is the browser's own key, which one without a window does not have
    expect(page).to_have_url(asked)
    wait_for_results(page)
    assert result_paths(page) == found


def test_from_home_through_time_to_a_source(page: Page) -> None:
    """Home → timeline → year → month → day → event → its report → the source it cites → back to the events."""
    page.goto("/")
    reader = KeyboardUser(page)
    reader.open_link("header a[href='/timeline/']", "**/timeline/")
    reader.open_link("main a[href='/timeline/2018/']", "**/timeline/2018/")
    reader.open_link("main a[href='/timeline/2018/04/']", "**/timeline/2018/04/")
    reader.open_link("main a[href$='#d22']", "**#d22")
    reader.open_link("main .event-card a[href*='#event-']", "**/reports/**#event-*")
    event = page.url.partition("#")[2]
    reader.open_link(f"#{event} a[href*='#source-']", "**#source-*")
    reader.open_link(".sources-back a[href*='#event']", "**#event*")


def test_from_regions_to_an_actors_events(page: Page) -> None:
    """Home → regions → a country → a place within → an actor → the search for what it did."""
    page.goto("/")
    reader = KeyboardUser(page)
    reader.open_link("header a[href='/regions/']", "**/regions/")
    reader.open_link("main a[href='/regions/syria/']", "**/regions/syria/")
    reader.open_link("main a[href='/regions/syria/homs/']", "**/regions/syria/homs/")
    reader.open_link("main a[href^='/actors/']", "**/actors/*/")
    actor = page.url.rstrip("/").rpartition("/")[2]
    reader.open_link(f"main a[href*='/search/'][href*='actor={actor}']", f"**/search/?*actor={actor}*")
    wait_for_results(page)
    assert result_paths(page)
