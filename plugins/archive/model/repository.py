"""The repository: where an archive's files are kept for all to change, and its pages for doing so."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from plugins.archive.schema.field_types import URL, Choice, Pattern
from plugins.archive.schema.record import Field, Record


class Repository(msgspec.Struct, frozen=True):
    """A repository: its address, the branch that is published, the content folder in it, and what software serves it.

    `path` is `.` where the content is the repository's top folder; `host` is empty where the address tells it.
    """

    url: str
    branch: str = "main"
    path: str = "content"
    host: str = ""


class Host(NamedTuple):
    """The addresses of one kind of host, below that of a repository.

    GitHub documents its query parameters for issues under 'automation for issues and pull requests', an issue form's
    fields go by their ids; `filename` and `value` are known from its own links, and Gitea, which Forgejo comes from,
    took them over (go-gitea/gitea#16556). GitLab fills in no content (gitlab-org/gitlab#594214).
    """

    edit: str
    view: str
    new: str
    issue: str


HOSTS = {
    "github": Host(
        edit="/edit/{branch}/{path}",
        view="/blob/{branch}/{path}",
        new="/new/{branch}?filename={path}&value={text}",
        issue="/issues/new?template=correction.yml&title={title}&report={page}",
    ),
    "gitlab": Host(
        edit="/-/edit/{branch}/{path}",
        view="/-/blob/{branch}/{path}",
        new="/-/new/{branch}?file_name={path}",
        issue="/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={page}",
    ),
    "forgejo": Host(
        edit="/_edit/{branch}/{path}",
        view="/src/branch/{branch}/{path}",
        new="/_new/{branch}/?filename={path}&value={text}",
        issue="/issues/new?title={title}&body={page}",
    ),
}
TELLTALES = {"gitlab": "gitlab", "codeberg": "forgejo", "forgejo": "forgejo", "gitea": "forgejo"}
"""Parts of the names of hosts that tell what serves there; all else is taken for GitHub or alike."""
SEGMENT = r"(?!\.\.?(/|$))[A-Za-z0-9._-]+"
REPOSITORY = Record(
    Repository,
    {
        "url": Field(URL, "Its web address.", required=True),
        "branch": Field(
            Pattern(f"{SEGMENT}(/{SEGMENT})*", "a branch", "write its name, as in main"),
            "The branch that is published; main by default.",
        ),
        "path": Field(
            Pattern(rf"\.|{SEGMENT}(/{SEGMENT})*", "a folder of the repository", "write it like content"),
            "The folder of the content in it; content by default, and . for the top folder.",
        ),
        "host": Field(Choice(tuple(HOSTS)), "What software serves it, if its address does not tell."),
    },
    scalar_key="url",
)


def host_name(repository: Repository) -> str:
    """Return the name of the host, such as github.com."""
    return urlsplit(repository.url).hostname or ""


def edit_url(repository: Repository, path: str) -> str:
    """Return the page on which the content file `path` is edited."""
    return _address(repository, _host(repository).edit, path=quote(_within(repository, path)))


def view_url(repository: Repository, path: str) -> str:
    """Return the page that shows the file `path` of the repository."""
    return _address(repository, _host(repository).view, path=quote(path))


def issue_url(repository: Repository, title: str, page: str) -> str:
    """Return the page for an issue about the page at the address `page`, its title filled in."""
    return _address(repository, _host(repository).issue, title=quote(title, safe=""), page=quote(page, safe=""))


def new_file_url(repository: Repository) -> str:
    """Return the page for a new file, with `{path}` for its path in the repository and, if it can be, `{text}`."""
    return _address(repository, _host(repository).new)


def path_in_repository(repository: Repository | None, path: str) -> str:
    """Return the path in the repository of the content file `path`; the usual one where no repository is known."""
    return _within(repository or Repository(""), path)


def _host(repository: Repository) -> Host:
    name = host_name(repository)
    told = next((host for part, host in TELLTALES.items() if part in name), "github")
    return HOSTS[repository.host or told]


def _within(repository: Repository, path: str) -> str:
    return path if repository.path == "." else f"{repository.path}/{path}"


def _address(repository: Repository, form: str, **parts: str) -> str:
    given = {"branch": quote(repository.branch), **parts}
    for name, value in given.items():
        form = form.replace(f"{{{name}}}", value)
    return repository.url.rstrip("/").removesuffix(".git") + form
