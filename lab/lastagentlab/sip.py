"""sipp as callers and agents, and the little SIP that needs no sipp: registering, and a nudge to a running sipp.

A sipp process is nudged by an INFO with the Call-ID of its call: its scenario takes that as "hang up now", or as
"transfer" if there is a Refer-To in it. So a caller hangs up when the lab has seen something happen, not after a time guessed beforehand.
"""

from __future__ import annotations

import itertools
import re
import shutil
import socket
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .chroots import LabError
from .processes import ends_with_us, wait_for


@dataclass(frozen=True)
class SipMessage:
    """A message as sipp has recorded it."""

    at: datetime
    received: bool
    text: str

    @property
    def start_line(self) -> str:
        return self.text.split("\n", 1)[0].strip()

    def header(self, name: str) -> str:
        found = re.search(rf"^{name}:[ \t]*(.*?)\r?$", self.text, re.M | re.I)
        return found.group(1) if found else ""


class Ports:
    """Gives out blocks of ten ports, so that SIP, media and control of two sipps never meet."""

    def __init__(self, ports: range) -> None:
        self._blocks = itertools.cycle(ports[::10])

    def block(self, host: str) -> int:
        for _ in range(1000):
            first = next(self._blocks)
            # sipp's control socket (+8) takes the port on every address.
            if all(_is_free(host, first + n) for n in (0, 2, 3, 4)) and _is_free("", first + 8):
                return first
        raise LabError("no free ports for sipp")


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((host, port))
            return True
        except OSError:
            return False


def _is_bound(host: str, port: int) -> bool:
    """Whether somebody listens there. Asked of the system: to try the port out would take it from a sipp that just starts."""
    address = f"{socket.inet_aton(host)[::-1].hex().upper()}:{port:04X}"
    return any(line.split()[1] == address for line in Path("/proc/net/udp").read_text().splitlines()[1:])


class Sipp:
    """One sipp process: a scenario of its own, a folder for its files, a block of ports."""

    def __init__(self, folder: Path, host: str, port: int, server: tuple[str, int], scenario: str) -> None:
        self.folder = folder
        self.host = host
        self.port = port
        self._server = server
        self._messages = folder / "messages.log"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "scenario.xml").write_text(scenario)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, arguments: Iterable[str]) -> None:
        command = [
            shutil.which("sipp") or "sipp", f"{self._server[0]}:{self._server[1]}", "-sf", "scenario.xml",
            "-i", self.host, "-p", str(self.port), "-mi", self.host, "-mp", str(self.port + 2),
            "-cp", str(self.port + 8), "-nostdin", "-aa", "-trace_msg", "-message_file", self._messages.name,
            "-message_overwrite", "false", "-trace_err", "-error_file", "errors.log", *arguments,
        ]
        with (self.folder / "output.log").open("ab") as output:
            self._process = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=output, start_new_session=True, preexec_fn=ends_with_us)

    def bound(self) -> None:
        """Waits until it listens."""
        wait_for(lambda: _is_bound(self.host, self.port) or self.finished(), 5, f"sipp in {self.folder}")
        if self.finished():
            raise LabError(f"sipp did not start: {(self.folder / 'output.log').read_text(errors='replace')[-500:]}")

    def finished(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def wait(self, timeout: float) -> int:
        """Waits for its end; its exit status is 0 if its scenario went as written."""
        assert self._process
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise LabError(f"sipp in {self.folder} is still in its call after {timeout:g} s") from None

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def messages(self) -> list[SipMessage]:
        text = self._messages.read_text(errors="replace") if self._messages.exists() else ""
        found = []
        for block in re.split(r"^-{40,} ", text, flags=re.M)[1:]:
            head, _, body = block.partition("\n\n")
            if not re.search(r"\n\r?\n", body):
                continue  # sipp is still writing this one
            at, _, kind = head.partition("\n")
            found.append(SipMessage(datetime.strptime(at.strip(), "%Y-%m-%d %H:%M:%S.%f"), "received" in kind, body))
        return found

    def hang_up(self, call_id: str, refer_to: str = "") -> None:
        """Has the call with this Call-ID hang up now, or transfer its other end there; returns when it does."""
        refer = f"Refer-To: {refer_to}\r\n" if refer_to else ""
        text = (
            f"INFO sip:lab@{self.host}:{self.port} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-lab\r\n"
            f"From: <sip:lab@127.0.0.1>;tag=lab\r\nTo: <sip:lab@{self.host}>\r\nCall-ID: {call_id}\r\n"
            f"CSeq: 1 INFO\r\n{refer}Content-Length: 0\r\n\r\n"
        )
        for _ in range(20):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nudge:
                nudge.sendto(text.encode(), (self.host, self.port))
            try:
                wait_for(lambda: self.finished() or self._ends(call_id), 0.5, "an end", pause=0.01)
                return
            except LabError:
                continue  # It was in the midst of something else, and has put the nudge aside.
        raise LabError(f"call {call_id} does not hang up; see {self.folder}")

    def _ends(self, call_id: str) -> bool:
        ends = ("BYE ", "CANCEL ", "REFER ")
        return any(m.start_line.startswith(ends) and m.header("Call-ID") == call_id for m in self.messages())


def register(server: tuple[str, int], number: str, contact: str, expires: int) -> None:
    """Registers an agent's phone at the PBX, or takes the registration back with `expires` 0."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.bind(("127.0.0.1", 0))
        phone.settimeout(0.5)
        port = phone.getsockname()[1]
        text = (
            f"REGISTER sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK-r{port}\r\n"
            f"From: <sip:{number}@127.0.0.1>;tag=r{port}\r\nTo: <sip:{number}@127.0.0.1>\r\n"
            f"Call-ID: register-{number}-{port}\r\nCSeq: 1 REGISTER\r\nMax-Forwards: 70\r\nContact: <{contact}>\r\n"
            f"Expires: {expires}\r\nContent-Length: 0\r\n\r\n"
        )
        answer = ""
        for _ in range(10):
            phone.sendto(text.encode(), server)
            try:
                while not (answer := phone.recv(65536).decode(errors="replace")).startswith("SIP/2.0 2"):
                    if answer.startswith(("SIP/2.0 4", "SIP/2.0 5")):
                        raise LabError(f"the PBX did not register {number}: {answer.splitlines()[0]}")
                return
            except TimeoutError:
                continue
    raise LabError(f"the PBX did not answer the registration of {number}")
