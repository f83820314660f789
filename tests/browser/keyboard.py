"""Keyboard navigation that checks at every key that the focus is visible."""

from playwright.sync_api import Page

FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
    return {name: e.tagName + ' ' + (e.textContent || e.getAttribute('name') || '').trim().slice(0, 40),
            outlined: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none',
            visible: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight};
}"""
"""Returns the focused element, whether it has a focus ring, and whether it is on the screen."""
MATCHES = "selector => document.activeElement.matches(selector)"


class KeyboardUser:
    """A reader without a mouse; each key press fails if it leaves the focus invisible."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key; a focused element must then have a focus ring and be on the screen."""
        self.page.keyboard.press(key)
        focus = self.page.evaluate(FOCUS)
        assert (focus["outlined"] and focus["visible"]) or focus["name"].startswith("BODY"), f"{key}: {focus}"

    def tab_to(self, selector: str, within: int = 60) -> None:
        """Press Tab until an element that matches has the focus, at most `within` times."""
        for _ in range(within):
            self.press("Tab")
            if self.page.evaluate(MATCHES, selector):
                return
        raise AssertionError(f"{selector} is not reached within {within} keys on {self.page.url}")

    def open_link(self, selector: str, leads_to: str, within: int = 60) -> None:
        """Tab to a link, press Enter and wait for a URL that matches the glob `leads_to`."""
        self.tab_to(selector, within)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(leads_to)
