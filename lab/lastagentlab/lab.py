"""What a scenario works with: a PBX, agents, callers and the service, and words for what must be seen."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import settings
from .agents import Agent
from .calls import Call
from .chroots import tone
from .crowd import Crowd
from .evidence import Cdr, PbxLog, QueueLog
from .pbx import Pbx
from .router import Router
from .settings import PbxKind
from .sip import Ports, Sipp
from .sip_scenarios import CallerBehaviour, PhoneBehaviour, phone

DIALPLAN = settings.CHECKOUT / "dist" / "asterisk" / "lastagent.conf"
"""The service's context, as it is installed on a PBX."""


class Lab:
    """One run of one scenario on one PBX. Everything it starts ends with it."""

    def __init__(self, kind: PbxKind, scenario: Path, folder: Path, overlay: dict[str, Any], ports: Ports,
                 database: str = "asteriskcdrdb", shortest_talk: float = 0, dialect: str = "") -> None:
        self.kind = kind
        self.pbx = Pbx(kind)
        self.router = Router(kind, folder, overlay)
        self.dialplan = _printed(dialect, folder / "lastagent.conf") if dialect else DIALPLAN
        self.folder_of_scenario = scenario
        self._database = database
        self._shortest_talk = shortest_talk
        self._folder = folder
        self._ports = ports
        self._agents: dict[str, Agent] = {}
        self._calls: list[Call] = []
        self._crowds: list[Crowd] = []
        self._provider: Sipp | None = None
        self._tone = folder / "tone.alaw"

    def open(self, router: bool | str) -> None:
        """Starts the PBX afresh with the scenario's dialplan, and the service.

        `router` is False for a scenario without the service; a text if the scenario starts the service itself.
        """
        self._tone.write_bytes(tone(seconds=4))
        self.pbx.start(self.folder_of_scenario, self.dialplan if router else None, self._database)
        if router is True:
            self.router.start()

    def fresh_pbx(self, scenario: Path, dialplan: Path | None = None) -> None:
        """Starts the PBX afresh with another configuration; the phones register again."""
        self.pbx.start(scenario, dialplan)
        for agent in self._agents.values():
            agent.registers()

    def close(self) -> None:
        for call in (*self._calls, *self._crowds):
            call.stop()
        for agent in self._agents.values():
            agent.stop()
        if self._provider:
            self._provider.stop()
        self.router.kill()

    @property
    def pbx_log(self) -> PbxLog:
        return self.pbx.log

    @property
    def queue_log(self) -> QueueLog:
        return self.pbx.queue_log

    @property
    def cdr(self) -> Cdr:
        return self.pbx.cdr

    def agent(self, number: str) -> Agent:
        """The agent with this number; nobody's phone is registered before it is told how to answer."""
        if number not in self._agents:
            server = ("127.0.0.1", self.kind.sip_port)
            self._agents[number] = Agent(number, self.kind.technology, server, self._folder, self._ports, self._tone)
        return self._agents[number]

    def dial(self, number: str, to: str = "100", display: str = "", headers: tuple[str, ...] = (), reason: str = "",
             host: str = settings.TRUNK_HOST) -> Call:
        """Sends a call from the trunk and returns at once. `number` goes into From as it stands.

        People need a second or more to redial: so long after the end of the last talk it waits.
        """
        if self._calls:
            self._calls[-1].pause_after_talk(1)
        behaviour = CallerBehaviour(number, to, f"c{len(self._calls) + 1}", host, display, headers, reason)
        call = Call(behaviour, self.pbx, self._agents, self._folder, self._ports, self._tone)
        self._calls.append(call)
        return call

    def call(self, number: str, to: str = "100", talk: float = 2, **more: Any) -> Call:
        """A whole call: an agent answers, they talk for so many seconds or what the scenario has for the shortest talk,
        and the caller hangs up."""
        return self.dial(number, to, **more).talk(max(talk, self._shortest_talk))

    def crowd(self, numbers: Sequence[str], to: str = "100", per_second: int = 100,
              host: str = settings.TRUNK_HOST) -> Crowd:
        """Sends a call of each of these numbers from the trunk, so many a second, and returns at once."""
        name = f"crowd{len(self._crowds) + 1}"
        crowd = Crowd(name, numbers, to, per_second, host, self.pbx, self._folder, self._ports)
        self._crowds.append(crowd)
        return crowd

    def had_talk(self, number: str, agent: str, talk: float = 0.5, **more: Any) -> Call:
        """A call that the queue gave to this agent, whoever else is free."""
        self.only(agent)
        call = self.call(number, talk=talk, **more)
        self.everybody()
        return call.talked_to(agent)

    def outbound(self, agent: str, number: str, talk: float = 1, answered: bool = True) -> Call:
        """The agent rings this number through the trunk; it answers, they talk, the agent hangs up. Or it rings for so long,
        nobody answers, and the agent gives up; the trunk does the same for all such calls of a scenario."""
        if self._provider is None:
            behaviour = PhoneBehaviour(ring=0.2 if answered else None)
            folder = self._folder / "provider"
            server = ("127.0.0.1", self.kind.sip_port)
            self._provider = Sipp(folder, settings.TRUNK_HOST, self.kind.trunk_port, server, phone(behaviour))
            self._provider.start(["-rtp_echo"])
            self._provider.bound()
        call = self.dial(agent, number, host="127.0.0.1")
        call.shows("answered " if answered else " is ringing")
        time.sleep(max(talk, self._shortest_talk))
        return call.hang_up()

    def only(self, number: str) -> None:
        """Pauses every other member of the queue, so that its next call goes to this agent."""
        for other in self.members():
            self.pbx.pause(other, paused=not other.split("@")[0].endswith(f"/{number}"))

    def everybody(self) -> None:
        """Takes the pauses back."""
        for member in self.members():
            self.pbx.pause(member, paused=False)

    def members(self, queue: str = "support") -> list[str]:
        return self.pbx.members(queue)


def _printed(dialect: str, file: Path) -> Path:
    """The context for this dialect, as the command prints it for an administrator."""
    command = [settings.SERVICE, "dialplan", "--dialect", dialect]
    file.write_bytes(subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout)
    return file
