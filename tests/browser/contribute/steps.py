"""Steps on the contribution page: filling in the form, reading errors, and downloading the file."""

from pathlib import Path

from playwright.sync_api import Page, expect

MODULES = Path(__file__).resolve().parents[3] / "theme/static/js/contribute"
REQUIRED_FIELDS = {"title": "A quiet day", "date": "2018-04-25", "summary": "Nothing was reported."}


def open_form(page: Page) -> None:
    page.goto("/contribute/")
    expect(page.locator("#form_section:not([inert])")).to_be_visible()


def fill(page: Page, values: dict[str, str], within: str = "report_") -> None:
    """Fill text fields by their keys, opening 'More' if needed."""
    for key, value in values.items():
        field = page.locator(f'[id="{within}{key}"]')
        if not field.is_visible():
            field.locator("xpath=ancestor::details/summary").click()
        field.fill(value)


def choose(page: Page, key: str, *words: str, within: str = "report_") -> None:
    """Choose options by typing each of `words`, whole names or ids, and pressing Enter."""
    field = page.locator(f'[id="{within}{key}"]')
    if not field.is_visible():
        field.locator("xpath=ancestor::details/summary").click()
    for word in words:
        field.fill(word)
        field.press("Enter")
        expect(field).to_have_value("")


def fill_required(page: Page, **values: str) -> None:
    """Fill in the required fields."""
    fill(page, {**REQUIRED_FIELDS, **values})
    choose(page, "region", "syria/homs")


def add_item(page: Page, key: str) -> str:
    """Add an item to a list and return the prefix of its field ids."""
    part = page.locator(f"[data-list={key}]")
    part.locator("[data-add]").click()
    name = str(part.locator("[data-item]").last.locator("input").first.get_attribute("id"))
    return "_".join(name.split("_")[:3]) + "_"


def chosen_ids(page: Page, key: str, within: str = "report_") -> list[str]:
    """Return the chosen ids of a field."""
    chips = page.locator(f'.form-field:has([id="{within}{key}"]) .form-chosen button')
    return [str(chip.get_attribute("data-id")) for chip in chips.all()]


def file_text(page: Page) -> str:
    """Return the preview of the file after the typing pause."""
    page.wait_for_timeout(400)
    return str(page.locator("#form_text").text_content())


def download(page: Page, folder: Path) -> Path:
    """Download the file into `folder` and return its path."""
    with page.expect_download() as waiting:
        page.click("#form_download")
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    return saved


def problem_summary(page: Page) -> list[str]:
    """Return the errors in the summary."""
    return [str(item.text_content()) for item in page.locator("#form_errors li").all()]


def field_errors(page: Page) -> dict[str, str]:
    """Return the error messages by the ids of their inputs."""
    script = """() => [...document.querySelectorAll('.form-field [aria-invalid=true]')].map((input) =>
        [input.id, input.closest('.form-field').querySelector('.form-error').textContent])"""
    return dict(page.evaluate(script))


def serve_modules(page: Page) -> str:
    """Serve the theme's contribution modules unbundled and return their URL."""
    page.route("**/modules/*.js", lambda route: route.fulfill(path=MODULES / route.request.url.rpartition("/")[2]))
    return "/modules/"
