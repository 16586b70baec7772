"""A hundred redials within a second for one agent, and twenty each for five agents with ordinary calls between them.

Never do two routed calls ring one agent; a routed and a queue call are at one agent only if they began within 10 ms of
each other; every caller is answered in the end. Also with the router killed in the middle and started again.

The talks before are rows of a CDR file that the service reads at its start: a hundred real ones with one agent would
take longer than all the rest. Whether a phone had two calls at a time is told by the phone's messages; when they began,
by the PBX's log, which has the moment at which the INVITE was sent: under load a phone reads it later.
"""

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations

from lastagentlab.crowd import rings

ROUTER = "the scenario starts it"
ALONE = True
AGENTS = ("971", "972", "973", "974", "975", "976", "977", "978")
FIVE = AGENTS[:5]
CLOSE = timedelta(milliseconds=10)


def run(lab):
    for number in AGENTS:
        lab.agent(number).answers(after=0.05, hangs_up_after=0.3)
    one = people(1, 100)
    twenty_each = {agent: people(2 + n, 20) for n, agent in enumerate(FIVE)}
    before, after = people(8, 60), people(9, 40)
    talked = {**dict.fromkeys((*one, *before, *after), "971")}
    talked |= {caller: agent for agent, callers in twenty_each.items() for caller in callers}
    start_with_talks(lab, talked)

    judge(lab, [lab.crowd(one).finish()], {"971"})

    mixed = [caller for turn in zip(*twenty_each.values()) for caller in turn]
    crowds = [lab.crowd(mixed), lab.crowd(people(7, 40), per_second=40)]
    judge(lab, [crowd.finish() for crowd in crowds], set(FIVE))

    killed = lab.crowd(before)
    killed.shows("] AGI(", 20)
    lab.router.kill()
    lab.router.start()
    lab.pbx.set_global("LASTAGENT_RESTS_UNTIL", "0")
    judge(lab, [lab.crowd(after).finish(), killed.finish()], {"971"})


def people(series, count):
    return [f"099{series}{n:06}" for n in range(count)]


def start_with_talks(lab, talked):
    """Starts the service with a CDR that has a talk of each caller with an agent, over for a minute."""
    end = datetime.now() - timedelta(minutes=1)
    start = end - timedelta(seconds=30)
    tech = lab.kind.technology
    rows = [f'"","{caller}","100","from-trunk","""{caller}"" <{caller}>","{tech}/mts-{n:08x}","{tech}/{agent}-{n:08x}",'
            f'"Queue","support","{start:%F %T}","{start:%F %T}","{end:%F %T}",30,30,"ANSWERED","DOCUMENTATION","{n}.1",""\n'
            for n, (caller, agent) in enumerate(talked.items(), 1_000_000)]
    file = lab.router.configuration.with_name("Master.csv")
    file.write_text("".join(rows))
    lab.router.configure(cdr={"source": str(file)})
    lab.router.start()
    lab.router.says("CDR is read: Master.csv")


def judge(lab, crowds, last_agents):
    for crowd in crowds:
        unserved = crowd.unserved()
        assert not unserved, f"{len(unserved)} callers were answered by nobody: {unserved}"
    found = rings(crowds, [lab.agent(number) for number in AGENTS])
    for one, other in combinations(found, 2):
        if one.agent == other.agent and one.meets(other) and (one.routed or other.routed):
            assert not (one.routed and other.routed), f"two routed calls at one agent:\n    {one}\n    {other}"
            apart = abs(one.called_at - other.called_at)
            assert apart <= CLOSE, f"a routed and a queue call at one agent, {apart} apart:\n    {one}\n    {other}"
    routed = Counter(ring.agent for ring in found if ring.routed)
    assert set(routed) == last_agents, f"routed calls rang {dict(routed)}, not each of {sorted(last_agents)}"
