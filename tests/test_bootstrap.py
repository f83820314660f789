"""What the two commands of the README promise about a bare checkout."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.commands import environment

Command = Sequence[str]


class Machine:
    """A machine whose programs are recorded instead of run; an environment is made when asked for."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.ran: list[Command] = []
        self.failing = ""

    def run(self, command: Command, *, check: bool, **_: object) -> subprocess.CompletedProcess[bytes]:
        if command[0] == str(environment.interpreter(self.venv)) and not Path(command[0]).exists():
            raise FileNotFoundError(command[0])
        self.ran.append(command)
        if "venv" in command:
            environment.interpreter(self.venv).parent.mkdir(parents=True)
            environment.interpreter(self.venv).touch()
        if check and self.failing and self.failing in command:
            raise subprocess.CalledProcessError(1, list(command))
        return subprocess.CompletedProcess(list(command), 0)

    def programs(self) -> list[str]:
        """Return what the recorded commands do, in order, and forget them."""
        names = [next((w for w in ("venv", "install", "sync") if w in command), "") for command in self.ran]
        self.ran.clear()
        return [name for name in names if name]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / ".venv")
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    return machine


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1 --hash=sha256:00\n", encoding="utf-8")
    return lock


def test_the_script_needs_only_the_standard_library() -> None:
    """Up to the hand-over, tasks.py imports nothing that has to be installed."""
    program = (
        "import os, runpy, sys\n"
        "def execv(path, command):\n"
        "    foreign = {m.partition('.')[0] for m in sys.modules} - sys.stdlib_module_names - {'__main__', 'plugins'}\n"
        "    print(sorted(foreign)); sys.stdout.flush(); os._exit(0)\n"
        "os.execv = execv\n"
        "import subprocess\n"
        "subprocess.run = lambda *a, **k: sys.exit('a program was started')\n"
        f"sys.path.insert(0, {str(environment.ROOT)!r}); sys.argv = ['tasks.py']\n"
        f"runpy.run_path({str(environment.ROOT / 'tasks.py')!r}, run_name='__main__')\n"
    )
    bare = [sys.executable, "-I", "-S", "-c", program]
    result = subprocess.run(bare, check=True, capture_output=True, text=True)
    assert result.stdout == "[]\n"


def test_a_python_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older Python gets one clear sentence instead of a traceback."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    source = (environment.ROOT / "tasks.py").read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^Sitrep needs Python 3\.11 or later; this is "):
        exec(compile(source, "tasks.py", "exec"), {"__name__": "__main__", "__file__": "tasks.py"})


def test_an_environment_is_made_once(machine: Machine, lock: Path) -> None:
    """The first run makes the environment and installs the lock; the second starts no program at all."""
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "install"]
    assert environment.prepare(machine.venv, lock)
    assert machine.ran == []


def test_a_changed_lock_is_installed(machine: Machine, lock: Path) -> None:
    """When the lock changes, it is installed into the environment that is there."""
    environment.prepare(machine.venv, lock)
    machine.programs()
    lock.write_text("one==2 --hash=sha256:00\n", encoding="utf-8")
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["install"]


def test_an_interrupted_install_is_repeated(machine: Machine, lock: Path) -> None:
    """An install that failed leaves no stamp, so the next run starts over, even with the lock from before."""
    environment.prepare(machine.venv, lock)
    before = lock.read_bytes()
    lock.write_text("one==2 --hash=sha256:00\n", encoding="utf-8")
    machine.failing = "install"
    assert not environment.prepare(machine.venv, lock)
    lock.write_bytes(before)
    machine.failing = ""
    machine.programs()
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "install"]


def test_where_uv_fails_the_standard_library_takes_over(
    monkeypatch: pytest.MonkeyPatch, machine: Machine, lock: Path
) -> None:
    """A uv that cannot install is not the end: venv and pip start over in an empty folder."""
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/uv")
    machine.failing = "sync"
    assert environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "sync", "venv", "install"]


@pytest.mark.parametrize("harm", ["python", "stamp", "moved", "file"])
def test_a_broken_or_foreign_environment_is_made_anew(machine: Machine, lock: Path, harm: str) -> None:
    """No interpreter, no stamp of ours, a stamp of another place, no folder at all: each is replaced."""
    environment.prepare(machine.venv, lock)
    machine.programs()
    stamp = machine.venv / environment.STAMP
    if harm == "python":
        environment.interpreter(machine.venv).unlink()
    elif harm == "stamp":
        stamp.unlink()
    elif harm == "moved":
        stamp.write_text(environment.expected_stamp(Path("/elsewhere/.venv"), lock), encoding="utf-8")
    else:
        environment.remove(machine.venv)
        machine.venv.write_text("not a folder", encoding="utf-8")
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "install"]
    assert stamp.read_text(encoding="utf-8") == environment.expected_stamp(machine.venv, lock)


def test_a_linked_environment_is_not_emptied(tmp_path: Path) -> None:
    """Where `.venv` is a link, the link goes and the folder it points to is left alone."""
    target = tmp_path / "precious"
    target.mkdir()
    link = tmp_path / ".venv"
    link.symlink_to(target, target_is_directory=True)
    environment.remove(link)
    assert target.is_dir()
    assert not link.is_symlink()


@pytest.mark.parametrize("uv", [None, "/usr/bin/uv"])
def test_every_install_checks_hashes(tmp_path: Path, uv: str | None) -> None:
    """With uv and with pip alike, nothing is installed whose hash the lock does not name."""
    make, install = environment.install_commands(tmp_path / ".venv", tmp_path / "requirements.lock", uv, create=True)
    assert "venv" in make
    assert "--require-hashes" in install
    assert install[-1] == str(tmp_path / "requirements.lock")


def test_a_stub_of_uv_is_not_uv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `uv` on PATH that does not start is passed over for the standard library."""
    stub = tmp_path / "uv"
    stub.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.find_uv() is None


def requirements(lock: str) -> dict[str, str]:
    """Return the pinned requirements of a lock: name to everything said about it."""
    entries = re.split(r"(?m)^(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", lock))
    return {entry.partition("==")[0]: entry for entry in entries if entry.strip()}


def test_every_requirement_is_pinned_with_hashes() -> None:
    """The lock names an exact version and at least one SHA-256 for each thing to install."""
    pinned = requirements(environment.LOCK.read_text(encoding="utf-8"))
    assert pinned
    bad = [
        name for name, entry in pinned.items() if not re.match(r"\S+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert bad == []


def test_the_lock_covers_the_project() -> None:
    """Whatever pyproject.toml asks for, to run or to develop, is in the lock."""
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[^\w-]", line)[0].lower().replace("_", "-") for line in asked}
    assert names - requirements(environment.LOCK.read_text(encoding="utf-8")).keys() == set()


def test_every_verb_is_there() -> None:
    """Invoke finds the documented verbs, and starts without loading what they do."""
    program = (
        "import sys; from invoke import Collection; import tasks\n"
        "print(*sorted(Collection.from_module(tasks).task_names))\n"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in {'pelican', 'plugins', 'rich'}))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=environment.ROOT, check=True, capture_output=True, text=True
    )
    verbs, loaded = result.stdout.splitlines()
    documented = {"build", "check", "deploy", "import-ged", "lint", "lock", "new", "publish", "serve", "test"}
    documented |= {
        "new-actor",
        "new-region",
        "new-source",
        "schemas",
        "changes",
        "hooks",
        "validate",
        "lighthouse",
        "weigh",
        "bench-search",
    }
    assert documented <= set(verbs.split())
    commands = [f"plugins.commands.{name}" for name in ("environment", "figure_verbs", "new_verbs", "verbs")]
    assert loaded == str(["plugins", "plugins.commands", *commands])


def test_a_commands_exit_code_is_the_verbs() -> None:
    """A command that returns 3 ends the process with 3, and prints no traceback."""
    program = (
        "import sys; from invoke import Collection, Program; import tasks\n"
        "from plugins.commands.dev import lock\n"
        "lock.run = lambda *, upgrade: 3\n"
        "Program(namespace=Collection.from_module(tasks)).run(['inv', 'lock'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=environment.ROOT, check=False, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (3, "")


@pytest.mark.parametrize("verb", ["deploy", "import-ged"])
def test_a_flag_is_no_path(verb: str) -> None:
    """Asked for help where a path belongs, a verb says how to get it and does nothing else."""
    command = [sys.executable, "-m", "invoke", verb, "--help"]
    result = subprocess.run(command, cwd=environment.ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == f"{verb} needs a path, and '--help' is none; see: inv --help {verb}\n"
