"""Fixtures for tests of the contribution form: an archive with a repository, its form, and a reader of files."""

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
    """Return a copy of the example archive with a repository, and with one report, because the form shows none."""
    copy = Path(shutil.copytree(root / "content", tmp_path_factory.mktemp("contribute") / "content"))
    shutil.rmtree(copy / "reports")
    report = "reports/2018/2018-04-01-ucdp-digest-syria.md"
    (copy / report).parent.mkdir(parents=True)
    shutil.copy(root / "content" / report, copy / report)
    (copy / "pages/about.md").write_text("---\ntitle: About\n---\n\nNo links to reports.\n", "utf-8")
    with (copy / "site.yaml").open("a") as file:
        file.write("repository: https://github.com/example/archive\n")
    return copy


@pytest.fixture(scope="session")
def site(content: Path, serve: Callable[[Path], ServedSite]) -> ServedSite:
    """Return that archive on a local server."""
    build_site(make_options(content, content.parent / "output", "", search=False))
    return serve(content.parent / "output")


@pytest.fixture
def form(page: Page) -> Page:
    """Return a page with the empty form."""
    open_form(page)
    return page


@pytest.fixture
def read(content: Path, tmp_path: Path) -> Callable[[dict[str, Path]], dict[str, Report]]:
    """Return a function that adds report files to the archive and returns the reports by the keys of the files."""

    def read_files(files: dict[str, Path]) -> dict[str, Report]:
        archive = Path(shutil.copytree(content, tmp_path / "archive"))
        for saved in files.values():
            shutil.copy(saved, archive / "reports/2018" / saved.name)
        by_stem = {report.stem: report for report in load_archive(archive, Urls("")).catalogue.reports}
        return {key: by_stem[saved.stem] for key, saved in files.items()}

    return read_files
