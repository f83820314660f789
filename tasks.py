"""The project's verbs: `python3 tasks.py VERB` on a bare checkout, `inv VERB` inside its environment.

Run as a script, it needs only the standard library: it makes `.venv` beside itself, installs `requirements.lock` there
and hands over to Invoke. Imported by Invoke, it defines the verbs, which import what they call only when they run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- a script meets the Python it is given, whatever pyproject.toml says
    sys.exit(f"Sitrep needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = "sitrep-lock"


def interpreter(venv: Path) -> Path:
    """Return where the Python of an environment lies on this system."""
    return venv / "Scripts/python.exe" if os.name == "nt" else venv / "bin/python"


def stamp_of(venv: Path, lock: Path) -> str:
    """Return what the stamp of an environment says when it holds exactly this lock: its place, then the lock's digest.

    The place is part of it because the scripts of an environment stop working when it is moved or copied.
    """
    return f"{venv}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def read_stamp(venv: Path) -> str:
    """Return an environment's stamp, or an empty string where an install never came to its end."""
    try:
        return (venv / STAMP).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def works(venv: Path) -> bool:
    """Tell whether an environment is whole, lies where we made it, and has a Python that starts and is new enough."""
    if not read_stamp(venv).startswith(f"{venv}\n"):
        return False
    question = [str(interpreter(venv)), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(question, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def find_uv() -> str | None:
    """Return uv's path if uv is there and starts: a version manager may leave a stub that does not."""
    uv = shutil.which("uv")
    if uv is None or subprocess.run([uv, "--version"], check=False, capture_output=True).returncode != 0:
        return None
    return uv


def remove(venv: Path) -> None:
    """Remove an environment that cannot be used; a link goes, what it points to stays."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def steps(venv: Path, lock: Path, uv: str | None, *, create: bool) -> list[list[str]]:
    """Return the commands that make an environment (if `create`) and install a lock into it."""
    # The base interpreter, since this script may itself run inside the environment that is about to be replaced.
    base = str(getattr(sys, "_base_executable", "") or sys.executable)
    python = str(interpreter(venv))
    if uv is not None:
        make = [uv, "venv", "--quiet", "--no-project", "--python", base, str(venv)]
        install = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(lock)]
    else:
        make = [base, "-m", "venv", str(venv)]
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install += ["--require-hashes", "--requirement", str(lock)]
    return [make, install] if create else [install]


def prepare(venv: Path, lock: Path) -> None:
    """Bring an environment to what a lock says, doing nothing if it is there already.

    The stamp goes first and comes back last, so an install that was broken off is repeated from the beginning.
    Raises `subprocess.CalledProcessError` if a step fails.
    """
    if read_stamp(venv) == stamp_of(venv, lock) and interpreter(venv).exists():
        return
    create, uv = not works(venv), find_uv()
    print(f"Preparing {venv} with {'uv' if uv else 'venv and pip'} …", file=sys.stderr, flush=True)
    if create:
        remove(venv)
    (venv / STAMP).unlink(missing_ok=True)
    for step in steps(venv, lock, uv, create=create):
        subprocess.run(step, check=True)
    (venv / STAMP).write_text(stamp_of(venv, lock), encoding="utf-8")


def hand_over(venv: Path, arguments: Sequence[str]) -> int:
    """Run Invoke inside an environment and return its exit code; on POSIX this process becomes Invoke."""
    command = [str(interpreter(venv)), "-m", "invoke", "--search-root", str(ROOT), *(arguments or ["--list"])]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Prepare the environment and hand over to it; return the exit code."""
    try:
        prepare(VENV, LOCK)
    except subprocess.CalledProcessError as error:
        print(f"Could not prepare {VENV}: '{' '.join(error.cmd)}' ended with {error.returncode}.", file=sys.stderr)
        if "venv" in error.cmd:
            print("On Debian and Ubuntu the standard venv is a package: apt-get install python3-venv", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return hand_over(VENV, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

from invoke.context import Context  # noqa: E402 -- only the environment has Invoke; all above runs without it
from invoke.exceptions import Exit  # noqa: E402 -- as above
from invoke.tasks import task  # noqa: E402 -- as above

CONTENT = str(ROOT / "content")
OUTPUT = str(ROOT / "output")
CONTENT_HELP = {"content": "Folder with site.yaml, registry/ and reports/ (default: content)."}
OUTPUT_HELP = {"output": "Folder the site is written to (default: output)."}
SITEURL_HELP = {"siteurl": "Address the site will have, such as https://example.org/archive."}


def finish(code: int) -> None:
    """End Invoke with a command's exit code; the command itself has said what went wrong."""
    if code:
        raise Exit(code=code)


@task(
    help={
        **{**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP},
        "search": "Leave the search index out with --no-search.",
        "drafts": "Build drafts too, each with a banner.",
    }
)
def build(
    _: Context,
    content: str = CONTENT,
    output: str = OUTPUT,
    siteurl: str = "",
    search: bool = True,
    drafts: bool = False,
) -> None:
    """Build the site."""
    from plugins.commands.build import run

    finish(run(content=Path(content), output=Path(output), siteurl=siteurl, search=search, drafts=drafts))


@task(help=CONTENT_HELP)
def check(_: Context, content: str = CONTENT) -> None:
    """Validate the content without building it."""
    from plugins.commands.check import run

    finish(run(content=Path(content)))


@task(help={**CONTENT_HELP, **OUTPUT_HELP, "host": "Address to listen on.", "port": "Port (default: 8000)."})
def serve(_: Context, content: str = CONTENT, output: str = OUTPUT, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Build with drafts, serve, and rebuild and reload on every change."""
    from plugins.commands.serve import run

    finish(run(content=Path(content), output=Path(output), host=host, port=port))


@task(help={**CONTENT_HELP, "title": "Title of the report.", "date": "Its day, YYYY-MM-DD (default: today)."})
def new(_: Context, title: str = "", date: str = "", content: str = CONTENT) -> None:
    """Make a valid, empty report file."""
    from plugins.commands.new import run

    finish(run(content=Path(content), title=title, date=date))


@task(
    name="import-ged",
    help={
        **CONTENT_HELP,
        "file": "A CSV file of the UCDP Georeferenced Event Dataset.",
        "from": "First day to import, YYYY-MM-DD (default: the file's first).",
        "to": "Last day to import, YYYY-MM-DD (default: the file's last).",
    },
)
def import_ged(_: Context, file: str, from_: str = "", to: str = "", content: str = CONTENT) -> None:
    """Turn events of a UCDP GED file into daily reports."""
    from plugins.commands.import_ged import run

    finish(run(content=Path(content), file=Path(file), first=from_, last=to))


@task(help={**CONTENT_HELP, **OUTPUT_HELP, **SITEURL_HELP})
def publish(_: Context, siteurl: str = "", content: str = CONTENT, output: str = OUTPUT) -> None:
    """Make the production build."""
    from plugins.commands.publish import run

    finish(run(content=Path(content), output=Path(output), siteurl=siteurl))


@task(help={**OUTPUT_HELP, "path": "Where the site goes.", "to": "Kind of place (default: directory)."})
def deploy(_: Context, path: str, to: str = "directory", output: str = OUTPUT) -> None:
    """Put the published site in its place."""
    from plugins.commands.deploy import run

    finish(run(to=to, target=path, output=Path(output)))


@task(
    name="test",
    positional=[],
    iterable=["only"],
    help={"only": "A test file, folder or node id; may be repeated.", "match": "Words test names must hold."},
)
def run_tests(_: Context, only: list[str], match: str = "") -> None:
    """Run the tests, in a real browser too."""
    from plugins.commands.quality import run_tests as run

    finish(run(only=only, match=match))


@task(help={"fix": "Repair what can be repaired, and format."})
def lint(_: Context, fix: bool = False) -> None:
    """Check style, formatting and types."""
    from plugins.commands.quality import run_lint as run

    finish(run(fix=fix))


@task(help={"upgrade": "Take the newest release of everything."})
def lock(_: Context, upgrade: bool = False) -> None:
    """Write requirements.lock anew from pyproject.toml (needs uv)."""
    from plugins.commands.environment import lock as run

    finish(run(upgrade=upgrade))
