"""The `changes` command: summarise as Markdown, for reviewers, how the content differs from a git revision."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from plugins.archive.diff import diff
from plugins.archive.files.folder import FOLDERS, IMPORTS, SITE_FILE
from plugins.archive.problems import ArchiveError
from plugins.commands.build import build_site, make_options
from plugins.commands.changes.markdown import SiteState, render_summary
from plugins.engine.publish.manifest import read_manifest
from plugins.engine.publish.staging import StagingError
from plugins.engine.temporary_folder import temporary_folder


class GitError(Exception):
    """Git cannot provide the earlier content; the message names the reason and the remedy."""


def run(*, content: Path, base: str) -> int:
    """Print how the folder `content` differs from the git revision `base`; return the exit code."""
    try:
        with temporary_folder("changes") as workspace:
            print(summarise(content, base, workspace))
    except (GitError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    return 0


def summarise(content: Path, base: str, workspace: Path) -> str:
    """Return the summary; `workspace` is an empty folder for temporary files. Raises GitError."""
    commit = merge_base(content, base)
    before = workspace / "content"
    export(content, commit, before)
    changes = diff(before, content)
    states = build_both(before, content, workspace) if changes else (SiteState(), SiteState())
    return render_summary(changes, *states, other_files(content, commit))


def build_both(before: Path, after: Path, workspace: Path) -> tuple[SiteState, SiteState]:
    """Build both states in the same folder, so that the second build reuses most of the first."""
    old = build_state(before, workspace)
    shutil.rmtree(before)
    shutil.copytree(after, before, symlinks=True, ignore=ignored_names)
    return old, build_state(before, workspace)


def ignored_names(folder: str, names: list[str]) -> list[str]:
    """Return the names not to copy: `.git`, devices and pipes. Symbolic links are copied as links."""
    modes = {name: os.lstat(os.path.join(folder, name)).st_mode for name in names}
    copied = (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)
    return [name for name, mode in modes.items() if name == ".git" or not any(test(mode) for test in copied)]


def build_state(content: Path, workspace: Path) -> SiteState:
    """Build the site of `content` and return its files, or the number of problems."""
    if not any(content.iterdir()):  # the revision has no content
        return SiteState()
    target = workspace / "site"
    options = make_options(content, target, "", search=False)._replace(cache_root=workspace / "cache")
    try:
        with redirect_stdout(sys.stderr):  # the build prints its progress; standard output is for the summary
            build_site(options)
    except ArchiveError as error:
        return SiteState(problems=len(error.problems))
    except StagingError:
        return SiteState(problems=1)
    manifest = read_manifest(target)
    return SiteState(frozenset(manifest.files if manifest else ()))


def merge_base(content: Path, base: str) -> str:
    """Return the commit at which the current branch left `base`; raises GitError."""
    outside = f"{content} is not in a git repository — compare a folder that is"
    git(content, "rev-parse", "--show-toplevel", failure=outside)
    unknown = f"git does not know '{base}' here — give a branch, tag or commit: --base main"
    revision = f"{base}^{{commit}}"
    commit = git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", revision, failure=unknown)
    try:
        return git(content, "merge-base", commit, "HEAD")
    except GitError:  # a shallow clone
        return commit


def export(content: Path, commit: str, folder: Path) -> None:
    """Write the files that `content` had at `commit` into the new `folder`, which stays empty if it had no files then.

    Uses a separate index, so that the checkout, its index and its worktrees do not change.
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


def other_files(content: Path, commit: str) -> list[str]:
    """Return the files outside the content that differ from `commit`; reviewers must see them too."""
    top = Path(git(content, "rev-parse", "--show-toplevel"))
    prefix = git(content, "rev-parse", "--show-prefix")
    folders = tuple(f"{prefix}{name}/" for name in FOLDERS if name != IMPORTS)
    names = git(top, "diff", "--name-only", "--no-renames", "-z", commit, "--").split("\0")
    return [name for name in names if name and not name.startswith(folders) and name != f"{prefix}{SITE_FILE}"]


def git(folder: Path, *arguments: str, failure: str = "", **variables: str) -> str:
    """Run git in `folder` and return its output without the last newline.

    Raises OSError, or GitError with the message `failure`, by default git's own.
    """
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **variables})
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode(errors="replace").strip() or f"'git {arguments[0]}' failed"
        raise GitError(failure or message) from error
    return done.stdout.decode(errors="surrogateescape").removesuffix("\n")
