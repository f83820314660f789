"""Entry pages: counts link to searches with as many results; the layout on small and wide screens."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.search.steps import count_text, status, wait_for_results


def test_count_in_a_ranking_links_to_as_many_events(page: Page) -> None:
    page.goto("/actors/islamic-state/")
    rankings = page.locator(".entry-rankings .ranking")
    counted = [ranking.locator(".ranking-count").first for ranking in rankings.all()]
    found = {str(count.get_attribute("href")): int(count.inner_text()) for count in counted}
    assert len(found) == 4
    for address, number in found.items():
        page.goto(address)
        wait_for_results(page)
        status(page).to_contain_text(count_text(number, "event"))


def test_order_of_sections_on_a_small_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto("/regions/syria/homs/")
    parts = (".statistics", "#names", "#parts", "#where", "#time", "#named", "#events", "#reports")
    tops = [page.locator(part).bounding_box() for part in parts]
    heights = [box["y"] for box in tops if box]
    assert len(heights) == len(parts)
    assert heights == sorted(heights)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_wide_screen_has_two_columns_below_the_statistics(page: Page) -> None:
    page.goto("/regions/syria/homs/")
    aside, main = (page.locator(part).bounding_box() for part in (".entry-aside", ".entry-main"))
    assert aside
    assert main
    assert aside["x"] > main["x"] + main["width"]
    assert aside["y"] == main["y"]


def test_contents_link_to_the_sections(page: Page) -> None:
    page.goto("/regions/syria/homs/")
    for link in page.locator("nav[aria-label='On this page'] a").all():
        link.press("Enter")
        section = page.locator(str(link.get_attribute("href")))
        assert page.evaluate("element => element.matches(':target')", section.element_handle())
