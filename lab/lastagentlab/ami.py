"""The lab's own connection to the manager interface: it gives commands, and collects answers. It ignores events."""

from __future__ import annotations

import socket
from types import TracebackType

from .chroots import LabError


class Ami:
    """A connection that does one action at a time. Not thread-safe."""

    def __init__(self, port: int, user: str, secret: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._lines = self._socket.makefile("rb")
        self._lines.readline()
        self._next_id = 0
        self.action("Login", Username=user, Secret=secret, Events="off")

    def __enter__(self) -> Ami:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def action(self, name: str, **headers: str) -> dict[str, str]:
        """Does an action and gives its answer; several `Output` headers are joined by newlines."""
        self._next_id += 1
        action_id = f"lab{self._next_id}"
        headers = {"Action": name, "ActionID": action_id, **headers}
        self._socket.sendall("".join(f"{key}: {value}\r\n" for key, value in headers.items()).encode() + b"\r\n")
        while True:
            answer = self._message()
            if answer.get("ActionID") == action_id and "Response" in answer:
                if answer["Response"] == "Error" and name != "Command":
                    raise LabError(f"AMI {name} {headers}: {answer.get('Message')}")
                return answer

    def command(self, line: str) -> str:
        """Runs a CLI command and gives what it prints."""
        return self.action("Command", Command=line).get("Output", "")

    def _message(self) -> dict[str, str]:
        message: dict[str, str] = {}
        while True:
            raw = self._lines.readline()
            if not raw:
                raise LabError("the PBX has closed the AMI connection")
            line = raw.decode(errors="replace").rstrip("\r\n")
            if not line:
                if message:
                    return message
                continue
            key, _, value = line.partition(": ")
            key = key.rstrip(":")
            message[key] = f"{message[key]}\n{value}" if key in message else value
