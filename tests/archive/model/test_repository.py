"""The repository: URLs for editing, viewing and adding files and for issues, on each kind of host."""

from typing import Any

import pytest

from plugins.archive.model.repository import (
    HOSTS,
    Repository,
    edit_url,
    host_name,
    issue_url,
    new_file_url,
    path_in_repository,
    view_url,
)
from plugins.archive.model.site import load_site
from plugins.archive.problems import Problem

SITE = "name: A\ndescription: B\nlang: en\n"
FILE = "reports/2018/2018-04-22-x.md"


def read(text: str) -> tuple[Repository | None, list[str]]:
    """Return the repository of a site.yaml with this value, and the fields of its problems."""
    problems: list[Problem] = []
    site = load_site("site.yaml", f"{SITE}repository: {text}\n", problems)
    return site.repository if site else None, [problem.field for problem in problems]


@pytest.mark.parametrize("url", ["https://github.com/o/r", "https://github.com/o/r/", "https://github.com/o/r.git"])
def test_address_alone_is_enough(url: str) -> None:
    """An address in any common form gets the default branch and folder."""
    repository, problems = read(url)
    assert repository == Repository(url=url)
    assert problems == []
    assert edit_url(repository, FILE) == f"https://github.com/o/r/edit/main/content/{FILE}"


def test_branch_and_folder_can_be_set() -> None:
    """The branch can contain a slash; the content can be in the repository's top folder."""
    own, _ = read("{url: 'https://github.com/o/r', branch: release/1, path: archives/syria}")
    assert own
    assert edit_url(own, FILE) == f"https://github.com/o/r/edit/release/1/archives/syria/{FILE}"
    top, _ = read("{url: 'https://github.com/o/r', path: .}")
    assert top
    assert edit_url(top, FILE) == f"https://github.com/o/r/edit/main/{FILE}"
    assert (path_in_repository(top, FILE), path_in_repository(own, FILE)) == (FILE, f"archives/syria/{FILE}")
    assert path_in_repository(None, FILE) == f"content/{FILE}"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ftp://example.org/r", "repository"),
        ("javascript:alert(1)", "repository"),
        ("{branch: main}", "repository.url"),
        ("{url: 'https://github.com/o/r', path: ../elsewhere}", "repository.path"),
        ("{url: 'https://github.com/o/r', path: /content}", "repository.path"),
        ("{url: 'https://github.com/o/r', branch: a b}", "repository.branch"),
        ("{url: 'https://github.com/o/r', host: sourceforge}", "repository.host"),
    ],
)
def test_invalid_values_are_rejected(text: str, field: str) -> None:
    assert read(text) == (None, [field])


@pytest.mark.parametrize(
    ("given", "edit", "view", "new"),
    [
        ({"url": "https://github.com/o/r"}, "/edit/main/content/", "/blob/main/", "/new/main?"),
        ({"url": "https://gitlab.com/o/r"}, "/-/edit/main/content/", "/-/blob/main/", "/-/new/main?"),
        ({"url": "https://gitlab.gnome.org/o/r"}, "/-/edit/main/content/", "/-/blob/main/", "/-/new/main?"),
        ({"url": "https://codeberg.org/o/r"}, "/_edit/main/content/", "/src/branch/main/", "/_new/main/?"),
        (
            {"url": "https://git.example.org/o/r", "host": "forgejo"},
            *("/_edit/main/content/", "/src/branch/main/", "/_new/main/?"),
        ),
    ],
    ids=lambda given: given.get("host") or given["url"] if isinstance(given, dict) else "",
)
def test_urls_depend_on_the_host(given: dict[str, Any], edit: str, view: str, new: str) -> None:
    """The software is recognised by the host name, or set explicitly."""
    repository = Repository(**given)
    assert edit_url(repository, FILE) == repository.url + edit + FILE
    assert view_url(repository, "CONTRIBUTING.md") == f"{repository.url}{view}CONTRIBUTING.md"
    assert new_file_url(repository).startswith(repository.url + new)
    assert "{path}" in new_file_url(repository)
    assert host_name(repository) in given["url"]


@pytest.mark.parametrize("host", HOSTS)
def test_title_of_an_issue_is_escaped(host: str) -> None:
    """Any title stays within its parameter, and the page's URL within another."""
    repository = Repository("https://example.org/o/r", host=host)
    url = issue_url(repository, "A & B=C #1 “x” +?/\"'<>", "https://example.org/reports/x/?a=b&c#d")
    query = url.partition("?")[2]
    assert "%20%26%20B%3DC%20%231%20%E2%80%9Cx%E2%80%9D%20%2B%3F%2F%22%27%3C%3E" in query
    assert "https%3A%2F%2Fexample.org%2Freports%2Fx%2F%3Fa%3Db%26c%23d" in query
    assert not set("#\"'<> {}") & set(url)
    assert query.count("&") == (2 if host == "github" else 1)


def test_github_url_fills_in_the_issue_form() -> None:
    """The URL has the issue form and its field `report`."""
    url = issue_url(Repository("https://github.com/o/r"), "Correction: x", "https://a.org/reports/x/")
    expected = "template=correction.yml&title=Correction%3A%20x&report=https%3A%2F%2Fa.org%2Freports%2Fx%2F"
    assert url == f"https://github.com/o/r/issues/new?{expected}"
