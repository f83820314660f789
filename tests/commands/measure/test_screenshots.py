"""The screenshots command: which pages it shows, and what it leaves of them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugins.commands.build import ROOT
from plugins.commands.measure import screenshots
from plugins.commands.measure.example_pages import EXAMPLE_PAGES
from plugins.commands.measure.screenshots import Selection


def test_every_page_of_the_example_is_there(built: Path) -> None:
    """Each page that has a name stands in the site, but for the one that only development shows."""
    files = {name: built / path.partition("?")[0] for name, path in EXAMPLE_PAGES.items() if name != "styleguide"}
    assert [name for name, file in files.items() if not (file.is_file() or (file / "index.html").is_file())] == []


def test_pages_of_other_archives_have_names(tmp_path: Path) -> None:
    """Of another archive its first page and all below its lists are shown, each under a name that is a file's."""
    for path in ("", "reports/", "reports/one/", "regions/a/b/"):
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / path / "index.html").touch()
    assert screenshots.pages_to_show(tmp_path, "ar") == {
        "ar-home": "", "ar-regions-a-b": "regions/a/b/", "ar-reports-one": "reports/one/"
    }  # fmt: skip


@pytest.mark.parametrize(("only", "wanted"), [((), True), (("home",), True), (("report",), False)])
def test_only_what_is_named_is_shown(only: tuple[str, ...], wanted: bool) -> None:
    """Where names are given they are all that is shown; where none is, everything is."""
    assert Selection(only, (360,), ("light",), first=True).wants("home") is wanted


def shown(to: Path, look: Selection) -> int:
    """Run the command beside other tests' browser, which holds on to the thread that it was started in."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(screenshots.run, to=to, look=look).result()


def test_pictures_and_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is shown at each width, whole, and printed once; the first screen alone is not printed."""
    monkeypatch.setattr(screenshots, "SITES", {"small": ROOT / "tests/sites/valid/small"})
    assert shown(tmp_path / "whole", Selection(["small-home"], (360, 1280), ("light",), False)) == 0
    names = {"small-home-360-light.png", "small-home-1280-light.png", "small-home.pdf"}
    assert {file.name for file in (tmp_path / "whole").iterdir()} == names
    assert shown(tmp_path / "first", Selection(["small-home"], (360,), ("dark",), True)) == 0
    (picture,) = (tmp_path / "first").iterdir()
    assert picture.read_bytes()[16:24] == (360).to_bytes(4) + screenshots.HEIGHT.to_bytes(4)  # of the PNG's header
