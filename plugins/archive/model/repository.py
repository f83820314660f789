"""The repository: where an archive's files are published for editing, and the web addresses for that."""

from typing import Annotated
from urllib.parse import quote, urlsplit

import msgspec

from plugins.archive.schema.field_types import URL, Choice, Pattern
from plugins.archive.schema.record import Field, record_of

HOSTS: dict[str, dict[str, str]] = {
    "github": {
        "edit": "/edit/{branch}/{path}",
        "view": "/blob/{branch}/{path}",
        "new": "/new/{branch}?filename={path}&value={text}",
        "issue": "/issues/new?template=correction.yml&title={title}&report={page}",
    },
    "gitlab": {
        "edit": "/-/edit/{branch}/{path}",
        "view": "/-/blob/{branch}/{path}",
        "new": "/-/new/{branch}?file_name={path}",
        "issue": "/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={page}",
    },
    "forgejo": {
        "edit": "/_edit/{branch}/{path}",
        "view": "/src/branch/{branch}/{path}",
        "new": "/_new/{branch}/?filename={path}&value={text}",
        "issue": "/issues/new?title={title}&body={page}",
    },
}
"""URL templates of each kind of host, relative to the repository's address.

GitHub documents its query parameters for issues under 'automation for issues and pull requests'; the fields of an
issue form are named by their ids. `filename` and `value` come from GitHub's own links. Gitea and Forgejo support
them too (go-gitea/gitea#16556). GitLab cannot fill in the content of a new file (gitlab-org/gitlab#594214).
"""
HOSTS_BY_NAME = {"gitlab": "gitlab", "codeberg": "forgejo", "forgejo": "forgejo", "gitea": "forgejo"}
"""Words in host names that identify the software. Other hosts are treated as GitHub."""
SEGMENT = r"(?!\.\.?(/|$))[A-Za-z0-9._-]+"
BRANCH = Pattern(f"{SEGMENT}(/{SEGMENT})*", "a branch", "write its name, such as main")
FOLDER = Pattern(rf"\.|{SEGMENT}(/{SEGMENT})*", "a folder of the repository", "write it like content")


class Repository(msgspec.Struct, frozen=True):
    """A repository. `path` is the content folder in it; `host` is empty if the address identifies the software."""

    url: Annotated[str, Field(URL, "Its web address.")]
    branch: Annotated[str, Field(BRANCH, "The branch that is published; main by default.")] = "main"
    path: Annotated[
        str, Field(FOLDER, "The content folder in the repository; content by default, . for the top folder.")
    ] = "content"
    host: Annotated[
        str, Field(Choice(tuple(HOSTS)), "The software that serves it, if the address does not show that.")
    ] = ""


REPOSITORY = record_of(Repository, scalar_key="url")


def host_name(repository: Repository) -> str:
    """Return the name of the host, such as github.com."""
    return urlsplit(repository.url).hostname or ""


def edit_url(repository: Repository, path: str) -> str:
    """Return the URL for editing the content file `path`."""
    return _url(repository, "edit", path=quote(path_in_repository(repository, path)))


def view_url(repository: Repository, path: str) -> str:
    """Return the URL that shows the file `path` of the repository."""
    return _url(repository, "view", path=quote(path))


def issue_url(repository: Repository, title: str, page: str) -> str:
    """Return the URL for a new issue with `title` about the page at the URL `page`."""
    return _url(repository, "issue", title=quote(title, safe=""), page=quote(page, safe=""))


def new_file_url(repository: Repository) -> str:
    """Return the URL template for a new file: `{path}` is its path in the repository, `{text}` (if any) its content."""
    return _url(repository, "new")


def path_in_repository(repository: Repository | None, path: str) -> str:
    """Return the repository path of the content file `path`. Without a repository, the default folder is assumed."""
    folder = (repository or Repository("")).path
    return path if folder == "." else f"{folder}/{path}"


def _url(repository: Repository, action: str, **values: str) -> str:
    name = host_name(repository)
    by_name = next((host for word, host in HOSTS_BY_NAME.items() if word in name), "github")
    url = HOSTS[repository.host or by_name][action]
    for key, value in {"branch": quote(repository.branch), **values}.items():
        url = url.replace(f"{{{key}}}", value)
    return repository.url.rstrip("/").removesuffix(".git") + url
