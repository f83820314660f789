"""The process of a command: signals end it with the exit codes of a shell, and any text can be printed.

Ctrl+C gives exit code 130 and SIGTERM 143: 128 and the number of the signal. Python's own answer to Ctrl+C,
KeyboardInterrupt, is not used, because Pelican's command catches it and ends with exit code 0.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType, TracebackType

from plugins.engine import processes

NAMES = {"SIGINT": "Ctrl+C", "SIGTERM": "SIGTERM", "SIGHUP": "SIGHUP"}
"""The names of the signals in messages; Windows has no SIGHUP."""

_received: list[int] = []


def is_running(entry_point: object) -> bool:
    """Return whether this process runs `entry_point`, the function or object that a console script imports."""
    return any(value is entry_point for value in vars(sys.modules["__main__"]).values())


def set_up(*, quiet: bool = False) -> None:
    """Set up the process of a command. With `quiet`, it prints no message when a signal ends it.

    A signal raises SystemExit, so that every `finally` runs. Signals that are ignored, as under `nohup`, stay ignored.
    A character that the encoding of the output lacks, as in a Windows pipe, is printed as an escape sequence.
    """
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # the error output does so already
    sys.excepthook = _print_traceback
    process = os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() != process:
            os._exit(128 + number)  # a worker that was just forked
        _received.append(number)
        for other in _handled():
            signal.signal(other, signal.SIG_IGN)  # a second signal must not interrupt the removal of files
        processes.end_all()
        if not quiet:  # not `print`, which may be what the signal interrupted
            name = NAMES[signal.Signals(number).name]
            os.write(2, f"\nStopped by {name} before the command finished.\n".encode())
        raise SystemExit(exit_code())

    for number in _handled():
        signal.signal(number, stop)


def exit_code() -> int:
    """Return the exit code for the signal that this process received; 0 if it received none."""
    return 128 + _received[0] if _received else 0


def ignore_interrupts() -> None:
    """Leave Ctrl+C to the parent process, which ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def flush() -> None:
    """Write the pending output, unless its reader has ended, as in `inv check | head`."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _discard_output()


def _handled() -> list[signal.Signals]:
    """Return the signals of this system that are not ignored."""
    known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


def _print_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the traceback of an unexpected error; none if the reader of the output has ended."""
    if isinstance(error, BrokenPipeError):
        _discard_output()
    else:
        sys.__excepthook__(kind, error, trace)


def _discard_output() -> None:
    """Write all further output to nowhere: Python would print a traceback when it can't write it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
