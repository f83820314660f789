"""The commands of the README work in a new checkout."""

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
    """Records programs instead of running them; creates environments when asked to."""

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
        """Return the kinds of the recorded commands in order, and clear the record."""
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


def test_tasks_py_only_needs_the_standard_library(tmp_path: Path) -> None:
    """Until it starts Invoke, tasks.py imports nothing that must be installed."""
    venv = tmp_path / ".venv"
    environment.interpreter(venv).parent.mkdir(parents=True)
    environment.interpreter(venv).touch()
    (venv / environment.STAMP).write_text(environment.expected_stamp(venv, environment.LOCK), encoding="utf-8")
    program = (
        "import os, pathlib, runpy, sys\n"
        "def execv(path, command):\n"
        "    foreign = {m.partition('.')[0] for m in sys.modules} - sys.stdlib_module_names - {'__main__', 'plugins'}\n"
        "    print(sorted(foreign)); sys.stdout.flush(); os._exit(0)\n"
        "os.execv = execv\n"
        "import subprocess\n"
        "subprocess.run = lambda *a, **k: sys.exit('a program started')\n"
        f"sys.path.insert(0, {str(environment.ROOT)!r}); sys.argv = ['tasks.py']\n"
        "from plugins.commands import environment\n"
        f"environment.VENV = pathlib.Path({str(venv)!r})\n"
        f"runpy.run_path({str(environment.ROOT / 'tasks.py')!r}, run_name='__main__')\n"
    )
    bare = [sys.executable, "-I", "-S", "-c", program]
    result = subprocess.run(bare, check=True, capture_output=True, text=True)
    assert result.stdout == "[]\n"


def test_an_old_python_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unsupported Python prints one sentence instead of a traceback."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    source = (environment.ROOT / "tasks.py").read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match=r"^Sitrep needs Python 3\.11 or later; this is "):
        exec(compile(source, "tasks.py", "exec"), {"__name__": "__main__", "__file__": "tasks.py"})


def test_the_environment_is_created_once(machine: Machine, lock: Path) -> None:
    """The first run creates the environment and installs the lock; the second starts no program."""
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "install"]
    assert environment.prepare(machine.venv, lock)
    assert machine.ran == []


def test_a_changed_lock_is_installed(machine: Machine, lock: Path) -> None:
    """A changed lock is installed into the existing environment."""
    environment.prepare(machine.venv, lock)
    machine.programs()
    lock.write_text("one==2 --hash=sha256:00\n", encoding="utf-8")
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["install"]


def test_an_interrupted_install_is_repeated(machine: Machine, lock: Path) -> None:
    """A failed installation leaves no stamp, so the next run starts over, even with the previous lock."""
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


def test_pip_is_used_if_uv_fails(monkeypatch: pytest.MonkeyPatch, machine: Machine, lock: Path) -> None:
    """If uv cannot install, venv and pip start over in an empty folder."""
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/uv")
    machine.failing = "sync"
    assert environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "sync", "venv", "install"]


@pytest.mark.parametrize("defect", ["python", "stamp", "moved", "file"])
def test_an_unusable_environment_is_replaced(machine: Machine, lock: Path, defect: str) -> None:
    """An environment without Python or stamp, one that was moved, and a file in its place are replaced."""
    environment.prepare(machine.venv, lock)
    machine.programs()
    stamp = machine.venv / environment.STAMP
    if defect == "python":
        environment.interpreter(machine.venv).unlink()
    elif defect == "stamp":
        stamp.unlink()
    elif defect == "moved":
        stamp.write_text(environment.expected_stamp(Path("/elsewhere/.venv"), lock), encoding="utf-8")
    else:
        environment.remove(machine.venv)
        machine.venv.write_text("not a folder", encoding="utf-8")
    environment.prepare(machine.venv, lock)
    assert machine.programs() == ["venv", "install"]
    assert stamp.read_text(encoding="utf-8") == environment.expected_stamp(machine.venv, lock)


def test_the_target_of_a_linked_environment_is_preserved(tmp_path: Path) -> None:
    """If `.venv` is a symbolic link, only the link is removed."""
    target = tmp_path / "precious"
    target.mkdir()
    link = tmp_path / ".venv"
    link.symlink_to(target, target_is_directory=True)
    environment.remove(link)
    assert target.is_dir()
    assert not link.is_symlink()


@pytest.mark.parametrize("uv", [None, "/usr/bin/uv"])
def test_all_installations_check_hashes(tmp_path: Path, uv: str | None) -> None:
    """Both uv and pip require the hashes of the lock."""
    make, install = environment.install_commands(tmp_path / ".venv", tmp_path / "requirements.lock", uv, create=True)
    assert "venv" in make
    assert "--require-hashes" in install
    assert install[-1] == str(tmp_path / "requirements.lock")


def test_a_stub_of_uv_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `uv` on PATH that does not start is not used."""
    stub = tmp_path / "uv"
    stub.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environment.find_uv() is None


def requirements(lock: str) -> dict[str, str]:
    """Return the entries of a lock by name."""
    entries = re.split(r"(?m)^(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", lock))
    return {entry.partition("==")[0]: entry for entry in entries if entry.strip()}


def test_all_requirements_are_pinned_with_hashes() -> None:
    """The lock has an exact version and at least one SHA-256 for each package."""
    pinned = requirements(environment.LOCK.read_text(encoding="utf-8"))
    assert pinned
    bad = [
        name for name, entry in pinned.items() if not re.match(r"\S+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", entry)
    ]
    assert bad == []


def test_the_lock_covers_the_project() -> None:
    """The lock contains all runtime and development dependencies of pyproject.toml."""
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[^\w-]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names - requirements(environment.LOCK.read_text(encoding="utf-8")).keys() == set()


def test_all_documented_commands_exist() -> None:
    """Invoke finds the documented commands, and starts without importing their code."""
    program = (
        "import sys; from invoke import Collection; import tasks\n"
        "print(*sorted(Collection.from_module(tasks).task_names))\n"
        "print(sorted(m for m in sys.modules if m.partition('.')[0] in {'pelican', 'plugins', 'rich'}))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=environment.ROOT, check=True, capture_output=True, text=True
    )
    names, loaded = result.stdout.splitlines()
    documented = {"build", "check", "serve", "publish", "deploy", "schemas", "import-ged", "changes", "hooks"}
    documented |= {"new", "new-actor", "new-region", "new-source", "registry", "merge"}
    documented |= {"validate", "lighthouse", "weigh", "bench-search", "lint", "lock", "test"}
    assert documented <= set(names.split())
    tasks = [f"{name}{end}" for name in ("import_csv", "measure", "new", "registry") for end in ("", ".tasks")]
    commands = [f"plugins.commands.{name}" for name in ("environment", *tasks, "task_options")]
    engine = ["plugins.engine", "plugins.engine.command_process", "plugins.engine.processes"]
    assert loaded == str(["plugins", "plugins.commands", *commands, *engine])


def test_exit_codes_are_passed_on() -> None:
    """A command that returns 3 ends the process with exit code 3 and without a traceback."""
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


@pytest.mark.parametrize(
    ("command_name", "expected"), [("deploy", "a path"), ("import-ged", "a path"), ("merge a b", "a kind and two ids")]
)
def test_a_flag_instead_of_an_argument_is_an_error(command_name: str, expected: str) -> None:
    """A flag where a path is expected prints how to get help, and nothing else happens."""
    command_name, *arguments = command_name.split()
    command = [sys.executable, "-m", "invoke", command_name, *arguments, "--help"]
    result = subprocess.run(command, cwd=environment.ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr == f"{command_name} needs {expected}, not the flag '--help'; see: inv --help {command_name}\n"
