"""Keyboard journeys through the archive; the focus is visible at every key."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import KeyboardUser
from tests.browser.search.steps import result_paths, wait_for_results


def test_from_home_to_a_hit_and_back(page: Page) -> None:
    """Home → `/` → words → results → events → filter → hit → back to the same results."""
    page.goto("/")
    user = KeyboardUser(page)
    user.press("/")
    page.keyboard.type("islamic state")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=islamic**")
    wait_for_results(page)
    user.tab_to("input[name=show]")
    user.press("ArrowRight")
    expect(page).to_have_url(re.compile("show=events"))
    wait_for_results(page)
    user.tab_to("#facet-region-syria")
    user.press("Space")
    expect(page).to_have_url(re.compile("region=syria"))
    wait_for_results(page)
    asked, found = page.url, result_paths(page)
    assert found
    user.open_link(".hit-title a", "**/reports/**#event-*", within=200)
    page.go_back()  # headless browsers have no Alt+←
    expect(page).to_have_url(asked)
    wait_for_results(page)
    assert result_paths(page) == found


def test_from_home_through_time_to_a_source(page: Page) -> None:
    """Home → timeline → year → month → day → event on its report → cited source → back to the event."""
    page.goto("/")
    user = KeyboardUser(page)
    user.open_link("header a[href='/timeline/']", "**/timeline/")
    user.open_link("main a[href='/timeline/2018/']", "**/timeline/2018/")
    user.open_link("main a[href='/timeline/2018/04/']", "**/timeline/2018/04/")
    user.open_link("main a[href$='#d22']", "**#d22")
    user.open_link("main .event-card a[href*='#event-']", "**/reports/**#event-*")
    event = page.url.partition("#")[2]
    user.open_link(f"#{event} a[href*='#source-']", "**#source-*")
    user.open_link(".sources-back a[href*='#event']", "**#event*")


def test_from_regions_to_an_actors_events(page: Page) -> None:
    """Home → regions → country → province → actor → search for its events."""
    page.goto("/")
    user = KeyboardUser(page)
    user.open_link("header a[href='/regions/']", "**/regions/")
    user.open_link("main a[href='/regions/syria/']", "**/regions/syria/")
    user.open_link("main a[href='/regions/syria/homs/']", "**/regions/syria/homs/")
    user.open_link("main a[href^='/actors/']", "**/actors/*/")
    actor = page.url.rstrip("/").rpartition("/")[2]
    user.open_link(f"main a[href*='/search/'][href*='actor={actor}']", f"**/search/?*actor={actor}*")
    wait_for_results(page)
    assert result_paths(page)
