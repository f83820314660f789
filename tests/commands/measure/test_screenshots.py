"""The `screenshots` command: the pages it shows and the files it writes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.commands.environment import ROOT
from plugins.commands.measure import screenshots
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.screenshots import Selection


def test_all_example_pages_exist(built: Path) -> None:
    """The built site contains each example page, except the style guide, which is only built with drafts."""
    files = {name: built / path.partition("?")[0] for name, path in EXAMPLE_PAGES.items() if name != "styleguide"}
    assert [name for name, file in files.items() if not (file.is_file() or (file / "index.html").is_file())] == []


def test_pages_of_other_archives_have_names(tmp_path: Path) -> None:
    """Of another archive, the home page and all pages below the lists are shown, under valid file names."""
    for path in ("", "reports/", "reports/one/", "regions/a/b/"):
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / path / "index.html").touch()
    assert screenshots.pages_to_show(tmp_path, "ar") == {
        "ar-home": "", "ar-regions-a-b": "regions/a/b/", "ar-reports-one": "reports/one/"
    }  # fmt: skip


@pytest.mark.parametrize(("names", "included"), [((), True), (("home",), True), (("report",), False)])
def test_names_select_pages(names: tuple[str, ...], included: bool) -> None:
    """With names, only these pages are shown; without names, all pages."""
    assert Selection(names, (360,), ("light",), first_screen=True).includes("home") is included


def run(to: Path, selection: Selection) -> int:
    """Run the command in a new thread: Playwright of other tests blocks the current one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(screenshots.run, to=to, selection=selection).result()


def test_images_and_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is shown whole in each width and printed once; first screens are not printed."""
    monkeypatch.setattr(screenshots, "SITES", {"small": ROOT / "tests/sites/valid/small"})
    assert run(tmp_path / "whole", Selection(["small-home"], (360, 1280), ("light",), False)) == 0
    names = {"small-home-360-light.png", "small-home-1280-light.png", "small-home.pdf"}
    assert {file.name for file in (tmp_path / "whole").iterdir()} == names
    assert run(tmp_path / "first", Selection(["small-home"], (360,), ("dark",), True)) == 0
    (image,) = (tmp_path / "first").iterdir()
    assert image.read_bytes()[16:24] == (360).to_bytes(4) + screenshots.HEIGHT.to_bytes(4)  # IHDR: width, height
