"""The agents: registered phones played by sipp."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from .processes import wait_for
from .sip import Ports, SipMessage, Sipp, register
from .sip_scenarios import CallerBehaviour, PhoneBehaviour, caller, phone


class Agent:
    """One agent's phone. It registers when it is first told what to do with calls, and stays registered.

    Telling it something else takes effect at once, and ends a call it is in: do it between calls.
    """

    def __init__(self, number: str, technology: str, server: tuple[str, int], folder: Path, ports: Ports,
                 tone: Path) -> None:
        self.number = number
        self.interface = f"{technology}/{number}"
        self._server = server
        self._folder = folder
        self._ports = ports
        self._tone = tone
        self._port = ports.block("127.0.0.1")
        self._phones: list[Sipp] = []
        self._consultations: list[Sipp] = []
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

    def transfers(self, to: str) -> None:
        """Sends the other end of the talk this phone is in to an extension (REFER), and leaves."""
        self._refer(f"<sip:{to}@{self._server[0]}:{self._server[1]}>")

    def consults(self, number: str, answered: bool = True) -> Consultation:
        """Rings another agent by a call of its own, and waits until they answer, or only until they ring."""
        label = f"consult-{self.number}-{len(self._consultations) + 1}"
        behaviour = CallerBehaviour(self.number, number, label, "127.0.0.1")
        call = Sipp(self._folder / label, "127.0.0.1", self._ports.block("127.0.0.1"), self._server,
                    caller(behaviour, str(self._tone)))
        self._consultations.append(call)
        call.start(["-m", "1", "-cid_str", f"lab-{label}-{time.time_ns()}@127.0.0.1", "-timeout", "120s"])
        return Consultation(call, number, self._server, 200 if answered else 180)

    def joins(self, consultation: Consultation) -> None:
        """Transfers the other end of the talk to whom it has consulted (REFER with Replaces), and leaves both calls."""
        self._refer(consultation.refer_to)

    def _refer(self, refer_to: str) -> None:
        call_id = self.invites()[-1].header("Call-ID")
        self._phones[-1].hang_up(call_id, refer_to)

        def left() -> bool:
            return any(m.start_line.startswith("BYE ") and m.header("Call-ID") == call_id for m in self.messages())

        wait_for(left, 10, f"{self.number} to leave the call that it transferred")

    def stop(self) -> None:
        """The phone falls silent, without taking its registration back."""
        for call in (*self._consultations, *self._phones[-1:]):
            call.stop()


class Consultation:
    """A call from one agent to another that has got so far as the given status tells."""

    def __init__(self, call: Sipp, number: str, server: tuple[str, int], status: int) -> None:
        def answer() -> SipMessage | None:
            messages = call.messages()
            if status == 200 and not any(not m.received and m.start_line.startswith("ACK ") for m in messages):
                return None
            return next((m for m in messages if m.received and m.start_line.startswith(f"SIP/2.0 {status}")), None)

        wait_for(answer, 10, f"{status} from {number} in {call.folder}")
        told = answer()
        assert told
        tags = {end: told.header(end).partition(";tag=")[2] for end in ("From", "To")}
        replaces = f"{told.header('Call-ID')};to-tag={tags['To']};from-tag={tags['From']}"
        self.refer_to = f"<sip:{number}@{server[0]}:{server[1]}?Replaces={quote(replaces, safe='')}>"
