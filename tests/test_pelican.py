"""Pelican's own command builds the same site, and fails whenever it would silently build another one."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pelican.contents import Article, Static
from pelican.contents import Page as ContentPage
from pelican.readers import Readers
from pelican.settings import read_settings

from plugins.archive.archive import load_archive
from plugins.archive.document import read_report
from plugins.archive.files.folder import report_path
from plugins.archive.model.report import REPORT
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.urls import Urls
from plugins.commands.build import build, make_options
from plugins.engine.pelican.article import ReportArticle, TermCache
from plugins.pages.outputs import File, Plan
from tests.site_pages import file_contents, neighbour_names

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "pelican.conf.py"

Copy = Callable[[str], Path]


def run_pelican_command(
    content: Path, output: Path, *options: str, configuration: Path = CONFIGURATION, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run Pelican's command in a folder; return its output and exit code."""
    cache = json.dumps(str(output.with_name("cache")))
    command = [sys.executable, "-m", "pelican", "-s", str(configuration), str(content), "-o", str(output), *options]
    command += ["-e", f"CACHE_PATH={cache}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def changed_config(tmp_path: Path, old: str, new: str) -> Path:
    """Return a copy of the configuration with one change."""
    text = CONFIGURATION.read_text("utf-8")
    assert old in text
    copy = tmp_path / "pelican.conf.py"
    paths = {
        'PLUGIN_PATHS = ["."]': f"PLUGIN_PATHS = [{str(ROOT)!r}]",
        'THEME = "theme"': f"THEME = {str(ROOT / 'theme')!r}",
    }
    for piece, replaced in (*paths.items(), (old, new)):
        text = text.replace(piece, replaced)
    copy.write_text(text, "utf-8")
    return copy


def test_pelican_builds_the_same_site(small_site: Copy, tmp_path: Path) -> None:
    """Its command writes the same files, byte for byte, as the build command."""
    content = small_site("lighthouses")
    done = run_pelican_command(content, tmp_path / "by_pelican")
    assert done.returncode == 0, done.stderr
    assert build(make_options(content, tmp_path / "built", "", search=True)) == 0
    by_pelican, built = file_contents(tmp_path / "by_pelican"), file_contents(tmp_path / "built")
    assert by_pelican.keys() == built.keys()
    assert [path for path in built if built[path] != by_pelican[path]] == []


def test_pelican_runs_in_any_folder(small_site: Copy, tmp_path: Path) -> None:
    """The working directory does not matter."""
    content = small_site("small")
    folder = tmp_path / "folder"
    folder.mkdir()
    done = run_pelican_command(content, tmp_path / "output", folder=folder)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output/reports/2020-01-01-first-light/index.html").is_file()
    assert list(folder.iterdir()) == []


def test_problem_fails_the_build(small_site: Copy, tmp_path: Path) -> None:
    """Pelican's exit code is not 0, the problem is printed, and the old site stays."""
    content, output = small_site("small"), tmp_path / "output"
    assert run_pelican_command(content, output).returncode == 0
    before = file_contents(output)
    report = content / "reports/2020/2020-01-01-first-light.md"
    report.write_text(report.read_text("utf-8").replace("[fog]", "[frog]"), "utf-8")
    done = run_pelican_command(content, output)
    assert done.returncode != 0
    assert "did you mean 'fog'?" in re.sub(r"\s+", " ", done.stdout + done.stderr)
    assert file_contents(output) == before
    assert neighbour_names(output) == ["cache", "output", "small"]


def test_archive_without_reports_fails(small_site: Copy, tmp_path: Path) -> None:
    """It is an error, not an empty site."""
    content = small_site("minimal")
    shutil.rmtree(content / "reports")
    done = run_pelican_command(content, tmp_path / "output")
    assert done.returncode != 0
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("name", ["publishing", "reports", "timeline"])
def test_missing_plugin_fails(name: str, small_site: Copy, tmp_path: Path) -> None:
    """Pelican fails instead of building another site, and publishes nothing."""
    configuration = changed_config(tmp_path, f'"plugins.{name}",', f'"plugins.{name}_gone",')
    done = run_pelican_command(small_site("small"), tmp_path / "output", configuration=configuration)
    assert done.returncode != 0
    assert not (tmp_path / "output/index.html").exists()


def test_other_formats_are_rejected(small_site: Copy, tmp_path: Path) -> None:
    """Files for Pelican's other readers are an error."""
    content = small_site("small")
    (content / "reports/2020/2020-01-02-evil.rst").write_text(".. include:: /etc/passwd\n", "utf-8")
    done = run_pelican_command(content, tmp_path / "output")
    assert done.returncode != 0
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "path", ["reports/2020/2020-01-02-evil", "reports/evil", "pages/evil", "evil", "registry/evil"]
)
@pytest.mark.parametrize("ending", sorted(Readers(read_settings()).reader_classes))
def test_every_format_of_pelican_is_rejected(path: str, ending: str, small_site: Copy) -> None:
    """In any folder and in capitals too, except Markdown in its own folders."""
    for name in {f"{path}.{ending}", f"{path}.{ending.upper()}"}:
        if name in ("reports/2020/2020-01-02-evil.md", "pages/evil.md"):
            continue
        content = small_site("small")
        (content / name).write_text("Title: x\n\nText.\n", "utf-8")
        with pytest.raises(ArchiveError, match=f"{name}:1:1: file: does not belong here"):
            load_archive(content, Urls())
        shutil.rmtree(content)


def pelican_attributes() -> list[str]:
    """Return every attribute of Pelican's articles and pages, and every key that it reads from front matter."""
    settings = read_settings()
    metadata = {"title": "x", "slug": "x", "date": datetime(2020, 1, 1), "category": "x", "tags": []}
    contents = (kind("", metadata, settings=settings, source_path="x.md") for kind in (Article, ContentPage, Static))
    read = ("author", "category", "date", "modified", "save_as", "slug", "status", "template", "translation", "url")
    return sorted({name for content in contents for name in dir(content)} | {*read, "author_save_as", "page_save_as"})


@pytest.mark.parametrize("name", pelican_attributes())
def test_no_key_sets_an_attribute_of_pelican(name: str) -> None:
    """A key with that name is rejected unless it is a key of reports, in any case."""
    assert name not in REPORT.fields or name in ("authors", "date", "lang", "status", "summary", "tags", "title")
    for key in {name, name.upper(), name.capitalize()} - REPORT.fields.keys():
        problems: list[Problem] = []
        head = f"title: One\ndate: 2020-01-02\nregion: land\nsummary: Words.\n{key}: evil\n"
        assert read_report(report_path("2020-01-02-a"), f"---\n{head}---\n".encode(), Urls(), problems) is None
        assert [problem.field for problem in problems] == [key]


def test_article_has_the_values_of_the_report(small_site: Copy) -> None:
    """Pelican's attributes come from the checked report."""
    content = small_site("small")
    archive = load_archive(content, Urls())
    report = archive.catalogue.reports[0]
    settings = read_settings()
    article = ReportArticle(report, Plan("", {}, lambda: File("", b"")), archive, TermCache(settings), {})
    assert (article.title, article.slug, article.status) == (report.title, report.stem, "published")
    assert article.save_as == f"reports/{report.stem}/index.html"
    assert article.content == report.body.html


def test_other_plugins_see_articles(small_site: Copy, tmp_path: Path) -> None:
    """An unrelated plugin gets the reports as Pelican's articles, and its output is published."""
    plugin = tmp_path / "others" / "counting.py"
    plugin.parent.mkdir()
    plugin.write_text(
        """
from pathlib import Path
from pelican import signals

def count(generator, writer):
    names = [f"{a.title} | {a.date:%Y-%m-%d} | {a.url} | {[str(t) for t in a.tags]}" for a in generator.articles]
    path = Path(writer.output_path) / "articles.txt"
    path.write_text("\\n".join(names), "utf-8")

def register():
    signals.article_writer_finalized.connect(count)
""",
        "utf-8",
    )
    configuration = changed_config(tmp_path, '"plugins.feeds",', '"plugins.feeds", "counting",')
    text = configuration.read_text("utf-8").replace("PLUGIN_PATHS = [", f"PLUGIN_PATHS = [{str(plugin.parent)!r}, ")
    configuration.write_text(text, "utf-8")
    done = run_pelican_command(small_site("small"), tmp_path / "output", configuration=configuration)
    assert done.returncode == 0, done.stderr
    line = "First light | 2020-01-01 | reports/2020-01-01-first-light/ | ['fog', 'outage']"
    assert (tmp_path / "output/articles.txt").read_text("utf-8") == line


def test_configuration_imports_nothing() -> None:
    """Pelican can read it before anything is loaded."""
    values: dict[str, object] = {}
    exec(compile(CONFIGURATION.read_text("utf-8"), "pelican.conf.py", "exec"), values)
    assert values["PLUGINS"] == values["SITREP_PLUGINS"]
    assert values["ARTICLE_PATHS"] == values["PAGE_PATHS"] == values["STATIC_PATHS"] == []
