"""Whole journeys through the archive by keyboard alone, with the place of the focus seen at every key."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keyboard import Reader
from tests.browser.search_steps import hits, settled


def test_from_home_to_a_hit_and_back(page: Page) -> None:
    """Home → `/` → words → results → events → a filter → a hit → back, where all is as it was."""
    page.goto("/")
    reader = Reader(page)
    reader.press("/")
    page.keyboard.type("islamic state")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=islamic**")
    settled(page)
    reader.reach("input[name=show]")
    reader.press("ArrowRight")
    expect(page).to_have_url(re.compile("show=events"))
    settled(page)
    reader.reach("#facet-region-syria")
    reader.press("Space")
    expect(page).to_have_url(re.compile("region=syria"))
    settled(page)
    asked, found = page.url, hits(page)
    assert found
    reader.follow(".hit-title a", "**/reports/**#event-*", within=200)
    page.go_back()  # Alt+← is the browser's own key, which one without a window does not have
    expect(page).to_have_url(asked)
    settled(page)
    assert hits(page) == found


def test_from_home_through_time_to_a_source(page: Page) -> None:
    """Home → timeline → year → month → day → event → its report → the source it cites → back to the events."""
    page.goto("/")
    reader = Reader(page)
    reader.follow("header a[href='/timeline/']", "**/timeline/")
    reader.follow("main a[href='/timeline/2018/']", "**/timeline/2018/")
    reader.follow("main a[href='/timeline/2018/04/']", "**/timeline/2018/04/")
    reader.follow("main a[href$='#d22']", "**#d22")
    reader.follow("main .event-card a[href*='#event-']", "**/reports/**#event-*")
    event = page.url.partition("#")[2]
    reader.follow(f"#{event} a[href*='#source-']", "**#source-*")
    reader.follow(".sources-back a[href*='#event']", "**#event*")


def test_from_regions_to_an_actors_events(page: Page) -> None:
    """Home → regions → a country → a place within → an actor → the search for what it did."""
    page.goto("/")
    reader = Reader(page)
    reader.follow("header a[href='/regions/']", "**/regions/")
    reader.follow("main a[href='/regions/syria/']", "**/regions/syria/")
    reader.follow("main a[href='/regions/syria/homs/']", "**/regions/syria/homs/")
    reader.follow("main a[href^='/actors/']", "**/actors/*/")
    actor = page.url.rstrip("/").rpartition("/")[2]
    reader.follow(f"main a[href*='/search/'][href*='actor={actor}']", f"**/search/?*actor={actor}*")
    settled(page)
    assert hits(page)
