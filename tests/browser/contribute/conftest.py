"""Fixtures for tests of the form: an archive in a repository, its form, and what it reads of a file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from plugins.archive.archive import load_archive
from plugins.archive.model.report import Report
from plugins.archive.urls import Urls
from plugins.commands.build import build_site, make_options
from tests.browser.conftest import ServedSite
from tests.browser.contribute.steps import open_form


@pytest.fixture(scope="session")
def content(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example archive, in a repository."""
    copy = Path(shutil.copytree(root / "content", tmp_path_factory.mktemp("contribute") / "content"))
    with (copy / "site.yaml").open("a") as file:
        file.write("repository: https://github.com/example/archive\n")
    return copy


@pytest.fixture(scope="session")
def site(content: Path, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return that archive, served."""
    build_site(make_options(content, content.parent / "output", "", search=False))
    return serve(content.parent / "output")


@pytest.fixture
def form(page: Page) -> Page:
    """Return a page that shows the form, empty."""
    open_form(page)
    return page


@pytest.fixture
def read(content: Path, tmp_path: Path) -> Callable[[dict[str, Path]], dict[str, Report]]:
    """Return a function that adds files to the archive, each as its name says, and gives the reports read of them."""

    def take(files: dict[str, Path]) -> dict[str, Report]:
        whole = Path(shutil.copytree(content, tmp_path / "archive"))
        for saved in files.values():
            shutil.copy(saved, whole / "reports/2018" / saved.name)
        by_stem = {report.stem: report for report in load_archive(whole, Urls("")).catalogue.reports}
        return {key: by_stem[saved.stem] for key, saved in files.items()}

    return take
