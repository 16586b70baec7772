"""The service under test: `lastagent serve` of this checkout, with a configuration and state of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import settings
from .chroots import LabError
from .processes import ends_with_us, wait_for
from .settings import PbxKind

_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java starts with 60 % of the work that way; a scenario lives too short for the rest to pay."""


class Router:
    """Starts, stops and disturbs the service. `settings` are the scenario's, laid over those of the lab."""

    def __init__(self, kind: PbxKind, folder: Path, overlay: dict[str, Any]) -> None:
        self._kind = kind
        self._folder = folder
        self._overlay = overlay
        self._process: subprocess.Popen[bytes] | None = None
        self.configuration = folder / "lastagent.yaml"
        self.log = folder / "lastagent.log"
        self._log_at_start = 0
        self.listens_since = 0.0

    def configure(self, **overlay: Any) -> None:
        """Writes the configuration, with these settings laid over the scenario's. JSON is YAML too."""
        base: dict[str, Any] = {
            "state-directory": str(self._folder / "state"),
            "agi": {"listen": f"127.0.0.1:{self._kind.agi_port}"},
            "asterisk": {
                "name": f"lab{self._kind.name}", "host": "127.0.0.1", "port": self._kind.ami_port,
                "user": "lastagent", "secret": settings.SECRET, "region": "UA",
            },
        }
        merged = laid_over(laid_over(base, self._overlay), overlay)
        self.configuration.write_text(json.dumps(merged, indent=2) + "\n")

    def start(self, timeout: float = 60) -> Router:
        """Starts it, and waits until it answers AGI and knows all members and channels of the PBX, or may ask its CDR."""
        if not self.configuration.exists():
            self.configure()
        with self.log.open("ab") as output:
            self._log_at_start = output.tell()
            self._process = subprocess.Popen(
                [settings.SERVICE, "serve", "--config", str(self.configuration)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, cwd=self._folder,
                preexec_fn=ends_with_us, env={"LASTAGENT_JAVA_OPTS": _QUICK_START, **os.environ},
            )
        wait_for(self._listens, timeout, f"the service's AGI port (log: {self.log})", pause=0.01)
        self.listens_since = time.monotonic()
        wait_for(self._follows, timeout, f"the service to follow the PBX (log: {self.log})", pause=0.05)
        return self

    def stop(self) -> None:
        self._signal(signal.SIGTERM, ended=True)

    def kill(self) -> None:
        self._signal(signal.SIGKILL, ended=True)

    def freeze(self) -> None:
        """Stops it in mid-breath: the system goes on to accept connections for it, and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    @contextlib.contextmanager
    def backlog_filled(self) -> Iterator[None]:
        """As many connections to the frozen service as the system takes for it: one more is not even refused."""
        connections: list[socket.socket] = []
        try:
            while len(connections) < 10_000:
                connection = socket.socket()
                connections.append(connection)
                connection.settimeout(0.1)
                try:
                    connection.connect(("127.0.0.1", self._kind.agi_port))
                except TimeoutError:
                    break
            yield
        finally:
            for connection in connections:
                connection.close()

    def explain(self, number: str, fails: bool = False) -> str:
        """What the journal says about this caller's calls, as JSON text; `fails` where it may know of none."""
        command = [settings.SERVICE, "explain", number, "--json", "--show-numbers", "--config", str(self.configuration)]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode and not fails:
            raise LabError(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def reload(self, **overlay: Any) -> tuple[int, str]:
        """Writes the configuration anew and has the service reload it; the command's status, and what it printed."""
        self.configure(**overlay)
        command = [settings.SERVICE, "reload", "--config", str(self.configuration)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _signal(self, number: signal.Signals, ended: bool = False) -> None:
        if not self.running():
            return
        assert self._process
        os.killpg(self._process.pid, number)
        if ended:
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
                raise LabError(f"the service did not stop within 10 s of {number.name} (log: {self.log})") from None

    def _listens(self) -> bool:
        if not self.running():
            raise LabError(f"the service did not start:\n{self.log.read_text(errors='replace')[-2000:]}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._kind.agi_port)) == 0

    def says(self, words: str, since: int = 0, timeout: float = 30) -> None:
        """Waits until the words stand in the service's log, behind so many characters."""
        wait_for(lambda: words in self.log.read_text(errors="replace")[since:], timeout, f"{words!r} in {self.log}")

    def _follows(self) -> bool:
        follows = json.loads(self.configuration.read_text())["asterisk"].get("user")
        sign = "synchronised" if follows else "CDR is asked before each decision"
        with self.log.open("rb") as log:
            log.seek(self._log_at_start)
            return f"pbx=lab{self._kind.name} {sign}".encode() in log.read()


def laid_over(base: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """The settings with others laid over them, key by key; None takes one away."""
    merged = dict(base)
    for key, value in overlay.items():
        below = merged.get(key)
        merged[key] = laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged
