"""Many callers at once, played by one sipp, and what the PBX and the agents' phones say of all their calls."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .agents import Agent
from .evidence import LogLine
from .pbx import Pbx
from .processes import wait_for
from .sip import Ports, SipMessage, Sipp
from .sip_scenarios import CallerBehaviour, caller

_CALLED = re.compile(r"app_(dial|queue)\.c: Called \w+/(\d+)$")
_ANSWERED = re.compile(r"app_(?:dial|queue)\.c: \w+/(\d+)-[0-9a-f]+ answered ")
_MARK = re.compile(r'", "lab call (\S+)"\)')


@dataclass(frozen=True)
class Ring:
    """One time that an agent was rung, from the INVITE to the end of the ring or of the talk.

    `called_at` is when the PBX sent the INVITE, by its log; `began` and `ended` are by the phone.
    """

    agent: str
    caller: str
    routed: bool
    called_at: datetime
    began: datetime
    ended: datetime

    def meets(self, other: Ring) -> bool:
        """Whether the phone had both at the same time."""
        return self.began < other.ended and other.began < self.ended

    def __str__(self) -> str:
        kind = "routed" if self.routed else "queue"
        return f"{kind} {self.caller} at {self.agent}: called {self.called_at:%T.%f}, {self.began:%T.%f} to {self.ended:%T.%f}"


class Crowd:
    """Callers who dial one after another at a fixed rate, each once, and wait until somebody ends the call.

    They send no voice: of so many at once sipp could not, and nothing here depends on it.
    """

    def __init__(self, name: str, numbers: Sequence[str], to: str, per_second: int, host: str, pbx: Pbx, folder: Path,
                 ports: Ports) -> None:
        self.numbers = list(numbers)
        self.folder = folder / f"crowd-{name}"
        self._name = name
        self._pbx = pbx
        behaviour = CallerBehaviour("[field0]", to, "[field1]", host)
        self._sipp = Sipp(self.folder, host, ports.block(host), ("127.0.0.1", pbx.kind.sip_port), caller(behaviour, None))
        rows = "".join(f"{number};{name}-{number}\n" for number in numbers)
        (self.folder / "callers.csv").write_text(f"SEQUENTIAL\n{rows}")
        many = str(len(self.numbers))
        self._sipp.start(["-inf", "callers.csv", "-m", many, "-l", many, "-r", str(per_second), "-rp", "1000",
                          "-cid_str", f"{name}-%u-%p@{host}", "-timeout", "180s"])

    def finish(self, timeout: float = 90) -> Crowd:
        """Waits until the PBX has had the calls of all of them, and all are over.

        A caller's own end is not waited for: chan_sip under load may never send the BYE of a call that it ends before it
        has read the ACK.
        """
        wait_for(lambda: all(self.lines().values()) and not self._pbx.channels(), timeout,
                 f"the end of all calls of crowd {self._name} (phones: {self.folder})", pause=0.5)
        return self

    def stop(self) -> None:
        self._sipp.stop()

    def shows(self, words: str, times: int, within: float = 10) -> None:
        """Waits until the words stand in the PBX's log, for so many of these callers."""
        def seen() -> bool:
            return sum(any(words in line.text for line in lines) for lines in self.lines().values()) >= times

        wait_for(seen, within, f"{words!r} for {times} callers of crowd {self._name}")

    def lines(self) -> dict[str, list[LogLine]]:
        """What the PBX has logged about each caller's call, by the caller's number."""
        calls: dict[str, str] = {}
        found: dict[str, list[LogLine]] = {number: [] for number in self.numbers}
        for line in self._pbx.log.lines():
            mark = _MARK.search(line.text)
            if mark and mark[1].startswith(f"{self._name}-"):
                calls[line.call] = mark[1].removeprefix(f"{self._name}-")
            if line.call in calls:
                found[calls[line.call]].append(line)
        return found

    def unserved(self) -> list[str]:
        """The callers whom no agent answered, by the PBX's log, or whose own phone never heard of an answer."""
        heard: set[str] = set()
        label = {}
        for message in self._sipp.messages():
            call_id = message.header("Call-ID")
            if message.start_line.startswith("INVITE "):
                label[call_id] = message.header("X-Lab-Call").removeprefix(f"{self._name}-")
            elif message.received and message.start_line.startswith("SIP/2.0 200"):
                heard.add(label[call_id])
        return [number for number, lines in self.lines().items()
                if number not in heard or not any(_ANSWERED.search(line.text) for line in lines)]


def rings(crowds: Iterable[Crowd], agents: Iterable[Agent]) -> list[Ring]:
    """Every time that one of these callers rang one of these agents: the phones' account, and the PBX's, paired.

    Fails if the two do not agree on how often.
    """
    called: dict[tuple[str, str], list[tuple[bool, datetime]]] = defaultdict(list)
    callers: set[str] = set()
    for crowd in crowds:
        for number, lines in crowd.lines().items():
            callers.add(number)
            for line in lines:
                if match := _CALLED.search(line.text):
                    called[match[2], number].append((match[1] == "dial", line.at))
    found = []
    for agent in agents:
        for caller_number, spans in _rung(agent).items():
            if caller_number not in callers:
                continue
            by_pbx = called[agent.number, caller_number]
            assert len(by_pbx) == len(spans), f"{caller_number} at {agent.number}: {by_pbx} by the PBX, {spans} by the phone"
            found += [Ring(agent.number, caller_number, routed, at, began, ended)
                      for (routed, at), (began, ended) in zip(by_pbx, spans)]
    return found


def _rung(agent: Agent) -> dict[str, list[tuple[datetime, datetime]]]:
    """When this phone was rung, by the caller's number, in order."""
    calls: dict[str, list[SipMessage]] = defaultdict(list)
    for message in agent.messages():
        calls[message.header("Call-ID")].append(message)
    found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for messages in sorted(calls.values(), key=lambda of_call: of_call[0].at):
        invite = messages[0]
        if invite.received and invite.start_line.startswith("INVITE "):
            number = re.search(r"<sips?:([^@>]*)", invite.header("From"))
            found[number[1] if number else ""].append((invite.at, _ended(messages)))
    return found


def _ended(messages: list[SipMessage]) -> datetime:
    for message in messages:
        if message.start_line.startswith(("CANCEL ", "BYE ")) or re.match(r"SIP/2\.0 [3-6]", message.start_line):
            return message.at
    return datetime.max
