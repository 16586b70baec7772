"""Starts and stops the programs of the lab. Each is known by a pid file and by a word of its command line."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .chroots import LabError


def wait_for(condition: Callable[[], object], timeout: float, what: str, pause: float = 0.02) -> object:
    """Waits until the condition is true and gives its value; fails with `what` was waited for."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise LabError(f"waited {timeout:g} s in vain for {what}")
        time.sleep(pause)


def ends_with_us() -> None:
    """For `preexec_fn`: the system kills the new process when the one that started it dies, however it dies."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def goes_first() -> None:
    """For `preexec_fn`: the new process gets the processor before others, where the system lets us decide that."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)


class Daemon:
    """A program that outlives the command that started it.

    `mark` is a word of its command line: a pid file left behind by a machine that went down is not taken for it.
    """

    def __init__(self, pid_file: Path, mark: str) -> None:
        self._pid_file = pid_file
        self._mark = mark

    def pid(self) -> int | None:
        """Its process id, or None if it does not run."""
        try:
            pid = int(self._pid_file.read_text())
            command = self._command_line(pid)
        except (OSError, ValueError):
            return None
        return pid if self._mark in command else None

    @staticmethod
    def _command_line(pid: int) -> str:
        """Empty for a process that is dead and not yet buried."""
        for _ in range(100):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            if command or state in "ZX":
                return "" if state in "ZX" else command
            # Right after an exec, and chroot does a second one, the command line is empty for a moment.
            time.sleep(0.001)
        return ""

    def start(self, command: list[str], output: Path, before: Callable[[], None] | None = None) -> None:
        """Starts it; the new process does `before` first."""
        with output.open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/",
                preexec_fn=before,
            )
        self._pid_file.parent.mkdir(parents=True, exist_ok=True)
        self._pid_file.write_text(str(process.pid))

    def stop(self, timeout: float = 10) -> None:
        """Asks it to stop, and kills it if it does not."""
        pid = self.pid()
        if pid is None:
            return
        for number, patience in ((signal.SIGTERM, timeout), (signal.SIGKILL, 5)):
            try:
                os.kill(pid, number)
                wait_for(lambda: self._reaped(pid), patience, f"the end of process {pid} ({self._mark})")
                return
            except ProcessLookupError:
                return
            except LabError:
                continue

    def _reaped(self, pid: int) -> bool:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            pass
        return self.pid() is None
