"""A dialplan in FreePBX's shape, with the context that `lastagent dialplan --dialect freepbx` prints.

A Custom Destination stands in front of the announcement. The agents are Local/97x@from-queue/n with names and hints, 972 has
follow-me, and both have voicemail: a routed call rings the phone alone, and comes back to the queue from all else.
"""

SETTINGS = {"ring-time": "2s"}
DIALECT = "freepbx"

QUEUE = "400"


def run(lab):
    for number in ("971", "972"):
        lab.agent(number).answers()
        lab.pbx.cli(f"database put AMPUSER/{number} cidnum {number}")
    is_new(lab, "0991234500")
    returns(lab)
    the_agent_cannot_take_it(lab)
    other_ways_in(lab)
    for line in lab.pbx_log.lines():
        assert line.level not in ("ERROR", "WARNING") or "app_stack.c" not in line.text, line
    without_the_service(lab)
    for never in ("follow-me of", "voicemail of", "call forward of"):
        lab.pbx_log.never_shows(never)


def is_new(lab, number):
    """The ordinary way: announcement, join announcement, queue, from the top."""
    call = lab.call(number, talk=0.3).talked_to("971").was_greeted()
    expect(call, call.heard("queue-thankyou"), "the join announcement")
    expect(call, call.entered_queue(QUEUE), "the queue")
    ended(lab, call, ["DID", "ENTERQUEUE", "CONNECT", "COMPLETECALLER"])


def returns(lab):
    had_talk(lab, "0991234501", "972")
    call = is_routed(lab, lab.call("0991234501", talk=0.5))
    states = [step.data for step in call.steps() if step.data.startswith("LASTAGENT_STATE=")]
    assert states[-1] == "LASTAGENT_STATE=NOT_INUSE", states
    assert call.dialled() == ["Local/972@from-queue/n"], call.dialled()
    row = lab.cdr.row(call.unique_id)
    assert row.disposition == "ANSWERED" and row.dst_channel.startswith("Local/972@from-queue-"), row
    names = {entry.event: entry.member for entry in lab.queue_log.entries(call.unique_id)}
    assert (names["CONNECT"], names["COMPLETECALLER"]) == ("Boris Petrov", "Boris Petrov"), names

    lab.pbx.cli("database put CF 972 0501112233")
    is_routed(lab, lab.call("0991234501", talk=0.5))
    lab.pbx.cli("database del CF 972")


def the_agent_cannot_take_it(lab):
    had_talk(lab, "0991234502", "972")
    other = lab.dial("0991234501")
    other.answered_by_agent()
    goes_to_the_front(lab, lab.dial("0991234502"))
    other.hang_up()

    for number, does in (("0991234503", lambda: lab.agent("972").rings_for_ever()),
                         ("0991234504", lambda: lab.agent("972").rejects(after=0.2))):
        had_talk(lab, number, "972")
        does()
        goes_to_the_front(lab, lab.dial(number), rang=("972", "971"))
        lab.agent("972").answers()

    had_talk(lab, "0991234505", "972")
    lab.pbx.cli("database put DND 972 YES")
    lab.pbx.cli("devstate change Custom:DND972 BUSY")
    goes_to_the_front(lab, lab.dial("0991234505"))
    lab.pbx.cli("database del DND 972")
    lab.pbx.cli("devstate change Custom:DND972 NOT_INUSE")
    is_routed(lab, lab.call("0991234501", talk=0.3))

    lab.agent("972").unregisters()
    goes_to_the_front(lab, lab.dial("0991234501"))
    lab.agent("972").registers()


def other_ways_in(lab):
    """A target with arguments, and a Custom Destination without Return: straight to the queue, where nobody is to be rung."""
    had_talk(lab, "0991234506", "972")
    is_routed(lab, lab.call("0991234506", to="102", talk=0.3))
    is_routed(lab, lab.call("0991234506", to="101", talk=0.3))
    call = lab.call("0991234507", to="101", talk=0.3).talked_to("971").was_not_greeted()
    expect(call, call.heard("queue-thankyou"), "the join announcement")
    expect(call, call.entered_queue(QUEUE), "the queue")


def without_the_service(lab):
    lab.pbx.set_global("LASTAGENT", "off")
    had_talk(lab, "0991234508", "972")
    is_new(lab, "0991234508")
    lab.pbx.set_global("LASTAGENT", "on")
    lab.router.kill()
    is_new(lab, "0991234508")

    # What docs/freepbx.md warns of: the Custom Destination goes before the file does.
    lab.pbx.write_context(None)
    lab.dial("0991234508").finish().talked_to_nobody().was_not_greeted()


def had_talk(lab, number, agent):
    """The queue gives the call to this agent, whoever else is free."""
    pause_others(lab, agent)
    lab.call(number, talk=0.3).talked_to(agent)
    pause_others(lab, "")


def pause_others(lab, agent):
    for member in lab.members(QUEUE):
        lab.pbx.pause(member, QUEUE, paused=bool(agent) and f"/{agent}@" not in member)


def is_routed(lab, call):
    call.rang("972").talked_to("972").was_not_greeted()
    expect(call, not call.entered_queue(QUEUE), "no queue")
    ended(lab, call, ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"])
    return call


def goes_to_the_front(lab, call, rang=("971",)):
    """Past both announcements into FreePBX's own queue extension, with a priority; 971 answers there."""
    call.shows(f"{lab.agent('971').interface}-", within=15)
    call.answered_by_agent()
    call.hang_up(idle=False).rang(*rang).talked_to("971").was_not_greeted()
    expect(call, not call.heard("queue-thankyou"), "no join announcement")
    expect(call, call.entered_queue(QUEUE), "the queue")
    expect(call, any(step.data.startswith("1?Set(QUEUE_PRIO=") for step in call.steps()), "a priority")


def expect(call, seen, what):
    assert seen, f"call {call.label}: expected {what}; its way: {[str(step) for step in call.steps()][-8:]}"


def ended(lab, call, events):
    call.shows("end of the call")
    # OUTCALL is what QueueUpdate() writes beside the call's own lines.
    written = [event for event in lab.queue_log.events(call.unique_id) if event != "OUTCALL"]
    assert written == events, lab.queue_log.entries(call.unique_id)
