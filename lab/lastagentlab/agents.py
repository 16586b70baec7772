"""The agents: registered phones played by sipp."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .sip import Ports, SipMessage, Sipp, register
from .sip_scenarios import PhoneBehaviour, phone


class Agent:
    """One agent's phone. It registers when it is first told what to do with calls, and stays registered.

    Telling it something else takes effect at once, and ends a call it is in: do it between calls.
    """

    def __init__(self, number: str, technology: str, server: tuple[str, int], folder: Path, ports: Ports) -> None:
        self.number = number
        self.interface = f"{technology}/{number}"
        self._server = server
        self._folder = folder
        self._port = ports.block("127.0.0.1")
        self._phones: list[Sipp] = []
        self._registered = False
        self.answers_options = False

    def answers(self, after: float = 0.2, hangs_up_after: float | None = None, reason: str = "",
                holds_after: float | None = None) -> Agent:
        """Answers after so many seconds of ringing; hangs up itself, or puts the caller on hold, only where a time is given."""
        return self._behaves(PhoneBehaviour(after, "200 OK", hangs_up_after, reason, holds_after))

    def is_busy(self) -> Agent:
        return self._behaves(PhoneBehaviour(0, "486 Busy Here"))

    def rejects(self, after: float = 0.5) -> Agent:
        return self._behaves(PhoneBehaviour(after, "603 Decline"))

    def rings_for_ever(self) -> Agent:
        return self._behaves(PhoneBehaviour(None))

    def registers(self) -> Agent:
        register(self._server, self.number, f"sip:{self.number}@127.0.0.1:{self._port}", 3600)
        self._registered = True
        return self

    def unregisters(self) -> Agent:
        register(self._server, self.number, f"sip:{self.number}@127.0.0.1:{self._port}", 0)
        self._registered = False
        return self

    def _behaves(self, behaviour: PhoneBehaviour) -> Agent:
        self.stop()
        folder = self._folder / f"agent-{self.number}-{len(self._phones) + 1}"
        sipp = Sipp(folder, "127.0.0.1", self._port, self._server, phone(behaviour))
        self._phones.append(sipp)
        sipp.start(["-rtp_echo", *(["-aa"] if self.answers_options else [])])
        sipp.bound()
        if not self._registered:
            self.registers()
        return self

    def messages(self) -> list[SipMessage]:
        return [message for sipp in self._phones for message in sipp.messages()]

    def invites(self, since: datetime | None = None) -> list[SipMessage]:
        """The INVITEs that reached this phone, re-sent ones counted once."""
        found: dict[str, SipMessage] = {}
        for message in self.messages():
            if message.received and message.start_line.startswith("INVITE ") and (since is None or message.at >= since):
                found.setdefault(message.header("Call-ID"), message)
        return list(found.values())

    def talked(self, call_id: str) -> bool:
        """Whether a call was answered by this phone, and the PBX took the answer."""
        return any(m.received and m.start_line.startswith("ACK ") and m.header("Call-ID") == call_id
                   for m in self.messages())

    def hang_up(self) -> None:
        """Ends the talk this phone is in."""
        self._phones[-1].hang_up(self.invites()[-1].header("Call-ID"))

    def stop(self) -> None:
        """The phone falls silent, without taking its registration back."""
        if self._phones:
            self._phones[-1].stop()
