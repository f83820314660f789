"""The changes command: what a change adds to the archive and alters in it, as Markdown for who reviews it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from plugins.archive.diff import diff
from plugins.archive.files.folder import FOLDERS, SITE_FILE
from plugins.archive.problems import ArchiveError
from plugins.commands.build import build_site, make_options
from plugins.commands.changes.markdown import SiteState, render_summary
from plugins.engine.publish.manifest import read_manifest
from plugins.engine.publish.staging import StagingError


class GitError(Exception):
    """Git can't say what there was before; the message says why and what to do."""


def run(*, content: Path, base: str) -> int:
    """Print what the folder `content` has otherwise than at the git revision `base`; return 2 if that can't be told."""
    try:
        with tempfile.TemporaryDirectory(prefix="sitrep-changes-") as room:
            print(changes(content, base, Path(room)))
    except (GitError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    return 0


def changes(content: Path, base: str, room: Path) -> str:
    """Return the summary; `room` is an empty folder for what is made on the way. Raises GitError."""
    commit = base_of(content, base)
    before = room / "content"
    check_out(content, commit, before)
    found = diff(before, content)
    sides = sites(before, content, room) if found else (SiteState(), SiteState())
    return render_summary(found, *sides, outside(content, commit))


def sites(before: Path, after: Path, room: Path) -> tuple[SiteState, SiteState]:
    """Build both states, the second in the place and on top of the first: most of a large archive stays as it is."""
    old = site_of(before, room)
    shutil.rmtree(before)
    shutil.copytree(after, before, symlinks=True, ignore=uncopied)
    return old, site_of(before, room)


def uncopied(folder: str, names: list[str]) -> list[str]:
    """Return what is not copied: git's own, and devices and pipes, which no repository holds. Links stay links."""
    modes = {name: os.lstat(os.path.join(folder, name)).st_mode for name in names}
    kept = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)
    return [name for name, mode in modes.items() if name == ".git" or not any(sort(mode) for sort in kept)]


def site_of(content: Path, room: Path) -> SiteState:
    """Build the site of `content` and return its files, or how many problems stand against that."""
    if not any(content.iterdir()):  # there was no content yet
        return SiteState()
    target = room / "site"
    options = make_options(content, target, "", search=False)._replace(cache_root=room / "cache")
    try:
        with redirect_stdout(sys.stderr):  # Pelican says how it went; standard output is the summary's
            build_site(options)
    except ArchiveError as error:
        return SiteState(problems=len(error.problems))
    except StagingError:
        return SiteState(problems=1)
    manifest = read_manifest(target)
    return SiteState(frozenset(manifest.files if manifest else ()))


def base_of(content: Path, base: str) -> str:
    """Return the commit from which the checked-out one went its own way, seen from `base`; raises GitError."""
    try:
        git(content, "rev-parse", "--show-toplevel")
    except GitError as error:
        raise GitError(f"{content} lies in no git repository — compare where one holds it") from error
    try:
        named = git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    except GitError as error:
        raise GitError(f"git knows no '{base}' here — give a branch, tag or commit: --base main") from error
    try:
        return git(content, "merge-base", named, "HEAD")
    except GitError:  # a clone without the history between the two
        return named


def check_out(content: Path, commit: str, folder: Path) -> None:
    """Write the files that `content` had at `commit` into the new `folder`; it stays empty if there were none.

    Goes through an index of its own: the checkout, its index and its list of worktrees stay what they are.
    """
    folder.mkdir()
    tree = f"{commit}:{git(content, 'rev-parse', '--show-prefix')}"
    top = Path(git(content, "rev-parse", "--show-toplevel"))
    try:
        git(top, "rev-parse", "--verify", "--quiet", tree)
    except GitError:
        return
    index = {"GIT_INDEX_FILE": f"{folder}.index"}
    git(top, "read-tree", tree, **index)
    git(top, "checkout-index", "--all", "--quiet", f"--prefix={folder.as_posix()}/", **index)


def outside(content: Path, commit: str) -> list[str]:
    """List the files that differ from those at `commit` and are none of an archive's: reviewers must see that, too."""
    top = Path(git(content, "rev-parse", "--show-toplevel"))
    within = git(content, "rev-parse", "--show-prefix")
    ours = tuple(f"{within}{name}/" for name in FOLDERS)
    names = git(top, "diff", "--name-only", "--no-renames", "-z", commit, "--").split("\0")
    return [name for name in names if name and not name.startswith(ours) and name != f"{within}{SITE_FILE}"]


def git(folder: Path, *arguments: str, **variables: str) -> str:
    """Run git in `folder` and return what it says, without the end of its last line; raises GitError or OSError."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **variables})
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip() or f"'git {arguments[0]}' failed"
        raise GitError(said) from error
    return done.stdout.decode(errors="surrogateescape").removesuffix("\n")
