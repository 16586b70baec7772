"""Calls from the outside, and what became of them."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path

from .agents import Agent
from .chroots import LabError
from .evidence import LogLine, Step
from .pbx import Pbx
from .processes import wait_for
from .sip import Ports, SipMessage, Sipp
from .sip_scenarios import CallerBehaviour, caller


class Call:
    """One call, from the INVITE on. What it says comes from the PBX's log and from the messages of the phones."""

    def __init__(self, behaviour: CallerBehaviour, pbx: Pbx, agents: dict[str, Agent], folder: Path, ports: Ports,
                 tone: Path) -> None:
        self.label = behaviour.label
        self.number = behaviour.user
        self.to = behaviour.to
        self.began = datetime.now()
        self._pbx = pbx
        self._agents = agents
        self._channel = ""
        self._ended_at = 0.0
        self._sipp = Sipp(folder / f"call-{self.label}", behaviour.host, ports.block(behaviour.host),
                          ("127.0.0.1", pbx.kind.sip_port), caller(behaviour, str(tone)))
        self._call_id = f"lab-{self.label}-{time.time_ns()}@{behaviour.host}"
        self._sipp.start(["-m", "1", "-cid_str", self._call_id, "-timeout", "120s"])

    # What the caller does.

    def hang_up(self, idle: bool = True) -> Call:
        """Ends the call, or gives up if nobody has answered yet; returns when the PBX has let go of it.

        With `idle=False` other calls may go on; CDR and queue_log may then still be on their way.
        """
        assert self.channel
        self._sipp.hang_up(self._call_id)
        return self.finish(idle=idle)

    def talk(self, seconds: float, within: float = 15) -> Call:
        """Talks for so long once an agent has answered, then hangs up."""
        self.answered_by_agent(within)
        time.sleep(seconds)
        return self.hang_up()

    def finish(self, timeout: float = 30, idle: bool = True) -> Call:
        """Waits until the call is over for its caller and for the PBX."""
        status = self._sipp.wait(timeout)
        if status:
            raise LabError(f"call {self.label}: sipp ended with {status}; see {self._sipp.folder}")
        if idle:
            self._pbx.idle()
        self._ended_at = time.monotonic()
        return self

    def stop(self) -> None:
        self._sipp.stop()

    def pause_after_talk(self, seconds: float) -> None:
        """Waits until this call, if anybody talked in it and it is over, has been over for so long."""
        if self._ended_at and self.answering_agents():
            time.sleep(max(0.0, self._ended_at + seconds - time.monotonic()))

    # What has become of it.

    @property
    def channel(self) -> str:
        """The name of the caller's channel on the PBX; waits until the PBX has it."""
        if not self._channel:
            wait_for(lambda: self._first_line() or self._sipp.finished(), 10, f"call {self.label} on the PBX")
            first = self._first_line()
            if not first:
                raise LabError(f"call {self.label} never reached the dialplan; see {self._sipp.folder}")
            self._channel = first.text.split('"')[1]
        return self._channel

    @property
    def unique_id(self) -> str:
        rows = [row for row in self._pbx.cdr.rows() if row.channel == self.channel]
        if not rows:
            rows = wait_for(lambda: [r for r in self._pbx.cdr.rows() if r.channel == self.channel], 5,
                            f"the CDR of {self.channel}", pause=0.1)  # type: ignore[assignment]
        return rows[0].unique_id

    def messages(self) -> list[SipMessage]:
        """What the caller has sent and received."""
        return self._sipp.messages()

    def steps(self) -> list[Step]:
        """Its way through the dialplan; none if the PBX refused it."""
        if not self.came_to_the_dialplan():
            return []
        return self._pbx.log.steps(self.channel)

    def lines(self) -> list[LogLine]:
        """All that the PBX has logged about it, on whatever channel."""
        first = self._first_line()
        return self._pbx.log.lines(first.call) if first else []

    def lines_of_its_thread(self) -> list[LogLine]:
        """What the thread that runs the dialplan for this caller has logged, in order."""
        first = self._first_line()
        return [line for line in self.lines() if first and line.thread == first.thread]

    def _first_line(self) -> LogLine | None:
        mark = f'", "lab call {self.label}")'
        return next((line for line in self._pbx.log.lines() if mark in line.text), None)

    def came_to_the_dialplan(self) -> bool:
        """Whether the PBX let it in; False if it refused the call by itself."""
        try:
            return bool(self.channel)
        except LabError:
            return False

    def shows(self, words: str, within: float = 10) -> None:
        """Waits until the words stand in what the PBX logs about this call."""
        wait_for(lambda: any(words in line.text for line in self.lines()), within, f"{words!r} in call {self.label}")

    def goes_on(self) -> bool:
        """Whether the caller has not hung up and nobody has hung up on them."""
        return not self._sipp.finished()

    def rings(self, number: str, within: float = 10) -> None:
        """Waits until it has rung this agent's phone, after all others."""
        wait_for(lambda: self.rung_agents()[-1:] == [number], within, f"{number} to ring for call {self.label}")

    def goes_to_an_agent(self, within: float = 10) -> bool:
        """Whether our line dials an agent; False once the administrator's next step has begun."""
        def way() -> str | None:
            steps = self.steps()
            line = _our_line(steps)
            for after in steps[line + 1:] if line is not None else []:
                if after.application == "Dial" or after.context == "from-trunk":
                    return after.application
            return None

        return wait_for(way, within, f"call {self.label} to be past our line") == "Dial"

    def answered_at(self) -> datetime | None:
        """When the caller got the PBX's answer; None if it rings still, or nobody ever answered."""
        return next((m.at for m in self._sipp.messages() if m.received and m.start_line.startswith("SIP/2.0 200")
                     and m.header("CSeq").endswith("INVITE")), None)

    def answered_by_agent(self, within: float = 15) -> None:
        """Waits until an agent has answered and the caller has heard of it."""
        wait_for(lambda: (self._took_the_answer() and self.answering_agents()) or self._sipp.finished(), within,
                 f"an agent to answer call {self.label}")
        if not self.answering_agents():
            raise LabError(f"call {self.label} was over before an agent had answered")

    def _took_the_answer(self) -> bool:
        return any(not m.received and m.start_line.startswith("ACK ") for m in self._sipp.messages())

    def joined_with_agent(self, within: float = 15) -> None:
        """Waits until an agent has answered and the PBX has joined the two: before that nobody can be transferred."""
        self.answered_by_agent(within)
        self.shows(f"Channel {self.channel} joined ")

    def answered_by_agents(self, *numbers: str, within: float = 15) -> None:
        """Waits until exactly these agents have answered, one after another: each but the first by a transfer."""
        wait_for(lambda: self.answering_agents() == list(numbers), within, f"{list(numbers)} to answer call {self.label}")

    def answering_agents(self) -> list[str]:
        """The numbers of the agents who answered, in order: by the PBX's log, and by their phones."""
        answered = re.compile(rf"{self._pbx.kind.technology}/(\d+)-[0-9a-f]+ answered ")
        numbers = [found.group(1) for line in self.lines() if (found := answered.search(line.text))]
        return [number for number in numbers if self._phone_agrees(number)]

    def _phone_agrees(self, number: str) -> bool:
        agent = self._agents.get(number)
        return agent is not None and any(agent.talked(i.header("Call-ID")) for i in agent.invites(self.began))

    def rung_agents(self) -> list[str]:
        """The numbers of the agents whose phones it rang, in order, with repetitions."""
        called = re.compile(rf"{self._pbx.kind.technology}/(\d+)-[0-9a-f]+ is ringing")
        return [found.group(1) for line in self.lines() if (found := called.search(line.text))]

    def heard(self, sound: str) -> bool:
        return any(f"<{self.channel}> Playing '{sound}." in line.text for line in self.lines())

    def entered_queue(self, queue: str = "support") -> bool:
        return any(s.application == "Queue" and s.data.split(",")[0] == queue for s in self.steps())

    def dialled(self) -> list[str]:
        """What its Dial() steps were told to dial, in order."""
        return [step.data.split(",")[0] for step in self.steps() if step.application == "Dial"]

    def ended_in_h(self) -> bool:
        """Whether the administrator's h extension ran."""
        return any(s.extension == "h" and s.context == "from-trunk" for s in self.steps())

    def held_by_our_line(self) -> float:
        """Seconds from the administrator's line for us to their next step, or to the Dial of a routed call."""
        steps = self.steps()
        line = _our_line(steps)
        if line is None:
            raise AssertionError(f"call {self.label} never came to our line")
        for after in steps[line + 1:]:
            if after.context == "from-trunk" or after.application == "Dial":
                if after.extension == "h":
                    break
                return (after.at - steps[line].at).total_seconds()
        return self._expect("the dialplan to go on after our line", False, "the call's end")  # type: ignore[return-value]

    # What must be seen.

    def talked_to(self, number: str) -> Call:
        """Fails unless this agent answered it, and nobody else."""
        return self._expect(f"a talk with {number} alone", self.answering_agents() == [number],
                            f"answered by {self.answering_agents() or 'nobody'}")

    def talked_to_nobody(self) -> Call:
        return self._expect("no talk", not self.answering_agents(), f"answered by {self.answering_agents()}")

    def rang(self, *numbers: str) -> Call:
        """Fails unless exactly these phones rang, in this order."""
        return self._expect(f"rings at {list(numbers)}", self.rung_agents() == list(numbers),
                            f"rings at {self.rung_agents()}")

    def was_told(self, action: str, reason: str) -> Call:
        """Fails unless this is what the service answered: `ring`, `front` or `none`, and the code of the reason."""
        told = [found.groups() for step in self.steps() if (found := re.match(r"2,lastagent: (\w+) \S* (\S+) ", step.data))]
        return self._expect(f"the answer {(action, reason)}", told == [(action, reason)], f"{told}")

    def was_greeted(self) -> Call:
        return self._expect("the greeting", self.heard("hello"), "none")

    def was_not_greeted(self) -> Call:
        return self._expect("no greeting", not self.heard("hello"), "the greeting")

    def was_queued(self) -> Call:
        return self._expect("Queue()", self.entered_queue(), "no Queue()")

    def was_not_queued(self) -> Call:
        return self._expect("no Queue()", not self.entered_queue(), "Queue()")

    def was_routed_to(self, number: str) -> Call:
        """Past greeting and queue, straight to this agent."""
        return self.rang(number).talked_to(number).was_not_greeted().was_not_queued()

    def was_first_in_queue(self) -> Call:
        """Past the greeting into the queue, with the higher priority."""
        return self.was_not_greeted().was_queued()

    def took_the_usual_way(self) -> Call:
        """Greeting, then the queue: as if the service were not there."""
        return self.was_greeted().was_queued()

    def _expect(self, what: str, seen: bool, instead: str) -> Call:
        if not seen:
            told = ("AGI", "Dial", "Verbose", "Queue")
            way = "\n    ".join(str(s) for s in self.steps() if s.context == "from-trunk" or s.application in told)
            raise AssertionError(f"call {self.label}: expected {what}, saw {instead}; its way:\n    {way}")
        return self


def _our_line(steps: list[Step]) -> int | None:
    """Where in a call's way the administrator's line for the service stands."""
    return next((n for n, s in enumerate(steps) if s.application == "GosubIf" and s.context == "from-trunk"), None)
