"""The keyboard: a reader who has nothing else, and who must see at every key where they are."""

from playwright.sync_api import Page

FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
    return {name: e.tagName + ' ' + (e.textContent || e.getAttribute('name') || '').trim().slice(0, 40),
            ring: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none',
            seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight};
}"""
"""What has the focus, whether it is marked, and whether it is on the screen."""
MATCHES = "selector => document.activeElement.matches(selector)"


class KeyboardUser:
    """Somebody at a keyboard. Every key that moves the focus must leave it where it can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key; where it leaves the focus on something, that must be marked and on the screen."""
        self.page.keyboard.press(key)
        focus = self.page.evaluate(FOCUS)
        assert (focus["ring"] and focus["seen"]) or focus["name"].startswith("BODY"), f"{key}: {focus}"

    def tab_to(self, selector: str, within: int = 60) -> None:
        """Go on with Tab until what matches has the focus; AssertionError if that takes more keys than `within`."""
        for _ in range(within):
            self.press("Tab")
            if self.page.evaluate(MATCHES, selector):
                return
        raise AssertionError(f"{selector} is not reached with {within} keys on {self.page.url}")

    def open_link(self, selector: str, leads_to: str, within: int = 60) -> None:
        """Reach a link and press Enter; it must lead to an address of this pattern (`**` stands for anything)."""
        self.tab_to(selector, within)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(leads_to)
