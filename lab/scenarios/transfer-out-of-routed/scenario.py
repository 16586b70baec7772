"""A routed call that its agent transfers ends there and then, once: for queue_log, for the hook, for the service.

What becomes of the caller afterwards adds nothing: here a talk of three seconds through another queue. And an agent who sends a
caller to their own queue does not get that very call again.
"""

import time


def run(lab):
    for number in ("971", "972", "973"):
        lab.agent(number).answers()
    lab.had_talk("0991234567", "972")
    to_another_queue(lab)
    to_the_same_queue(lab)


def to_another_queue(lab):
    routed, other = lab.agent("972").interface, lab.agent("973").interface
    call = lab.dial("0991234567")
    call.joined_with_agent()
    lab.agent("972").transfers("201")
    ended_once(call)
    call.answered_by_agents("972", "973")
    time.sleep(3)
    call.hang_up()

    entries = [e for e in lab.queue_log.entries(call.unique_id) if e.event != "OUTCALL"]
    seen = {queue: [(e.member, e.event) for e in entries if e.queue == queue] for queue in ("support", "sales")}
    # Line by line only within a queue: the caller is in the next one while the agent's channel still ends.
    assert seen == {
        "support": [("NONE", "ENTERQUEUE"), (routed, "CONNECT"), (routed, "BLINDTRANSFER")],
        "sales": [("NONE", "ENTERQUEUE"), (other, "CONNECT"), (other, "COMPLETECALLER")],
    }, entries
    transfer = next(e for e in entries if e.event == "BLINDTRANSFER")
    assert int(transfer.data[3]) <= 1, f"the talk went on for the queue after its transfer: {transfer}"
    ended_once(call)
    rows = [row for row in lab.cdr.rows(call.unique_id) if row.disposition == "ANSWERED" and row.dst_channel]
    assert [row.dst_channel.rsplit("-", 1)[0] for row in rows] == [routed, other], rows


def to_the_same_queue(lab):
    call = lab.dial("0991234567")
    call.joined_with_agent()
    lab.agent("972").transfers("200")
    call.answered_by_agents("972", "971")
    call.hang_up()
    events = lab.queue_log.events(call.unique_id)
    other = [event for event in events if event != "BLINDTRANSFER"]
    assert other == ["ENTERQUEUE", "CONNECT"] * 2 + ["COMPLETECALLER"] and len(events) == 6, events
    assert "BLINDTRANSFER" in events[2:4], events
    ended_once(call)


def ended_once(call):
    """The hook and the service have been told, and what is on the agent's channel is what it would have been on the caller's."""
    call.shows("ended hook")
    told = [line.text for line in call.lines() if 'UserEvent("' in line.text and "LastAgentEnded" in line.text]
    hooks = [line.text for line in call.lines() if "ended hook" in line.text]
    assert len(told) == len(hooks) == 1, (told, hooks)
    assert "by transfer support" in hooks[0] and "Outcome: ANSWER" in told[0], (told, hooks)
