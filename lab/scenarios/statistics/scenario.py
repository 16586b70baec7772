"""A report made from queue_log says what the phones say: entered, abandoned, connected and completed, per queue and agent.

Queue calls: ended by either side, given up while waiting. Routed calls: ended by either side, transferred, rejected (then the
queue's), given up while it rings (that caller was in no queue). All of it is counted twice: from queue_log, and from the SIP
messages of callers and phones. And a routed call is followed by wrap-up: the queue's next call rings somebody else.
"""

import re
from collections import Counter

LINES = {"100": "support", "101": "sales", "102": "vip"}
NAMES = {"971": "Ганна Шевченко", "972": "Sean O'Hara (2)", "9715": "9715 - José"}
ENDINGS = {"COMPLETECALLER": "by the caller", "COMPLETEAGENT": "by the agent", "BLINDTRANSFER": "transferred"}


def run(lab):
    for number in ("971", "972", "973", "9715"):
        lab.agent(number).answers(after=0.1)
    calls, agents = queue_calls(lab)
    calls += redials(lab, agents)
    calls += transfer_and_wrap_up(lab, agents)

    said, seen = by_queue_log(lab), by_phones(lab, calls)
    assert said == seen, f"\n      queue_log: {sorted((said - seen).items())}\n      phones: {sorted((seen - said).items())}"
    entered_once(lab)
    cdr_agrees(lab, calls)


def queue_calls(lab):
    """Two talks in each of two queues, ended by either side, and a caller who waits meanwhile and gives up.

    Tells the calls, and whose last agent is who: the callers by their agents.
    """
    calls = [lab.dial(f"099123456{n}", to) for n, to in enumerate(("100", "100", "101", "101"))]
    for call in calls:
        call.joined_with_agent()
    waiting = lab.dial("0991234565", "100")
    waiting.shows("Queue(")
    waiting.hang_up(idle=False)
    agents = {call.answering_agents()[0]: call.number for call in calls}
    for number, caller in enumerate(calls):
        ended(lab, caller, by_agent=number % 2)
    lab.pbx.idle()
    return [*calls, waiting], agents


def redials(lab, agents):
    """Two routed talks, ended by either side, a ring that is rejected and one that its caller gives up."""
    rejected, given_up = lab.agent("973").rejects(after=0.1), lab.agent("9715").rings_for_ever()
    talks = [lab.dial(agents["971"], "100"), lab.dial(agents["972"], "100")]
    abandoned = lab.dial(agents[given_up.number], "101")
    abandoned.shows("is ringing")
    abandoned.hang_up(idle=False)
    given_up.answers(after=0.1)
    queued = lab.dial(agents[rejected.number], "101")
    for number, call in enumerate(talks):
        call.joined_with_agent()
        ended(lab, call, by_agent=number == 0)
    queued.joined_with_agent()
    ended(lab, queued, by_agent=False)
    lab.pbx.idle()
    for call, agent in zip(talks, ("971", "972"), strict=True):
        call.was_routed_to(agent)
    abandoned.talked_to_nobody()
    assert not abandoned.entered_queue("sales") and queued.talked_to("9715").entered_queue("sales")
    return [*talks, abandoned, queued]


def transfer_and_wrap_up(lab, agents):
    """A routed talk that its agent transfers, and one in a queue with wrap-up, whose next call rings the other agent."""
    transferred, before = lab.dial(agents["972"], "100"), lab.dial(agents["971"], "102")
    before.joined_with_agent()
    ended(lab, before, by_agent=True)
    transferred.joined_with_agent()
    lab.agent("972").transfers("9715")
    transferred.answered_by_agents("972", "9715")
    transferred.hang_up()
    before.finish().was_routed_to("971")
    transferred.was_not_queued()

    after = lab.dial("0991234566", "102")
    after.joined_with_agent()
    ended(lab, after, by_agent=False)
    lab.pbx.idle()
    assert after.talked_to("972").entered_queue("vip")
    assert not lab.agent("971").invites(since=after.began), "971 was rung in wrap-up"
    taken = lab.pbx.cli("queue show vip")
    assert re.search(r"/971\).*has taken 1 calls \(last was \d+ secs ago\)", taken), taken
    return [transferred, before, after]


def ended(lab, call, by_agent):
    if by_agent:
        lab.agent(call.answering_agents()[0]).hang_up()
    else:
        call.hang_up(idle=False)


def by_queue_log(lab):
    """What a report would count."""
    counted = Counter()
    for entry in lab.queue_log.entries():
        if entry.event == "ENTERQUEUE":
            counted["entered", entry.queue] += 1
        if entry.event == "ABANDON":
            counted["abandoned", entry.queue] += 1
        if entry.event == "CONNECT":
            counted["connected", entry.queue, entry.member] += 1
        if entry.event in ENDINGS:
            counted[ENDINGS[entry.event], entry.queue, entry.member] += 1
    return counted


def by_phones(lab, calls):
    """The same from what callers and phones have sent and received. A caller for whom no phone rang was in the queue."""
    counted = Counter()
    for call in calls:
        queue = LINES[call.to]
        legs = legs_of(lab, call)
        talk = next(((number, messages) for number, messages in legs if answered(messages)), None)
        if talk or not legs:
            counted["entered", queue] += 1
        if not talk and not legs:
            counted["abandoned", queue] += 1
        if talk:
            member = NAMES.get(talk[0], lab.agent(talk[0]).interface)
            counted["connected", queue, member] += 1
            counted[ending(call, talk[1]), queue, member] += 1
    return counted


def legs_of(lab, call):
    """The phones that were rung for this call, in order, each with the messages of that ring."""
    over = call.messages()[-1].at
    found = []
    for number in ("971", "972", "973", "9715"):
        messages = lab.agent(number).messages()
        for invite in lab.agent(number).invites(since=call.began):
            if call.number in invite.header("From") and invite.at <= over:
                call_id = invite.header("Call-ID")
                found.append((invite.at, number, [m for m in messages if m.header("Call-ID") == call_id]))
    return [(number, messages) for _, number, messages in sorted(found, key=lambda leg: leg[0])]


def answered(messages):
    return any(m.received and m.start_line.startswith("ACK ") for m in messages) and any(
        not m.received and m.start_line.startswith("SIP/2.0 200") and m.header("CSeq").endswith("INVITE") for m in messages)


def ending(call, messages):
    if any(not m.received and m.start_line.startswith("REFER ") for m in messages):
        return "transferred"
    if any(not m.received and m.start_line.startswith("BYE ") for m in messages):
        return "by the agent"
    assert any(not m.received and m.start_line.startswith("BYE ") for m in call.messages()), f"who ended {call.label}?"
    return "by the caller"


def entered_once(lab):
    events = Counter((e.unique_id, e.event) for e in lab.queue_log.entries() if e.event in ("ENTERQUEUE", "CONNECT", *ENDINGS))
    twice = [what for what, times in events.items() if times > 1]
    assert not twice, f"more than once in queue_log: {twice}"


def cdr_agrees(lab, calls):
    """Each call with a talk has a row that is answered, with the agent who talked first."""
    rows = lab.cdr.rows()
    for call in calls:
        for agent in call.answering_agents()[:1]:
            of_call = [row for row in rows if row.channel == call.channel]
            talks = [r for r in of_call if r.disposition == "ANSWERED" and r.dst_channel.startswith(f"{lab.agent(agent).interface}-")]
            assert len(talks) == 1 and len({row.unique_id for row in of_call}) == 1, of_call
