"""The router is frozen, stopped, killed in mid-exchange; our context is missing; we are switched off; all at once.

In each case the dialplan goes on at most 600 ms after our line (a full backlog costs one call in ten seconds up to
two seconds more), no call is lost, the administrator's `h` runs and their limit holds, and within ten seconds of the
fault's end a redial is routed again. A router's stop ends when it listens again. The ten seconds' rest after a failure
is waited for once, after the freeze; elsewhere it is read, checked, and taken back, or one run would take a minute.
"""

import re
import time

RETURNING = "0991234567"
STRANGER = "0997654321"
MOST = 0.6
A_FULL_BACKLOG_COSTS = 2.0


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers(after=0.1)
    lab.had_talk(RETURNING, "972", talk=0.3)

    frozen(lab)
    context_missing(lab)
    switched_off(lab)
    stopped(lab)
    killed_in_mid_exchange(lab)
    all_at_once(lab)


def frozen(lab):
    lab.router.freeze()
    went_on(lab.dial(RETURNING))
    take_back_the_rest(lab)

    with lab.router.backlog_filled():
        went_on(lab.dial(RETURNING), MOST + A_FULL_BACKLOG_COSTS)
        waiting = lab.dial(STRANGER, to="101")
        for _ in range(2):
            went_on(lab.dial(RETURNING))
    lab.router.thaw()
    is_routed_again(lab, time.monotonic())

    waiting.finish(idle=False)
    went_on(waiting, hangs_up=False)
    reached = [step for step in waiting.steps() if step.extension == "T" and step.context == "from-trunk"]
    assert reached, f"the administrator's limit did not end call {waiting.label}"


def context_missing(lab):
    lab.pbx.write_context(None)
    went_on(lab.dial(RETURNING))
    lab.pbx.write_context(lab.dialplan)
    is_routed_again(lab, time.monotonic())


def switched_off(lab):
    lab.pbx.set_global("LASTAGENT", "off")
    call = went_on(lab.dial(RETURNING))
    assert not asked(call), f"call {call.label} asked the router although it is switched off"
    lab.pbx.set_global("LASTAGENT", "on")
    is_routed_again(lab, time.monotonic())


def stopped(lab):
    lab.router.stop()
    went_on(lab.dial(RETURNING))
    skipping = went_on(lab.dial(RETURNING))
    assert not asked(skipping), f"call {skipping.label} asked although the router rests"
    lab.router.start()
    take_back_the_rest(lab)
    is_routed_again(lab, lab.router.listens_since)


def killed_in_mid_exchange(lab):
    call = in_mid_exchange(lab)
    lab.router.kill()
    went_on(call)
    lab.router.start()
    take_back_the_rest(lab)
    is_routed_again(lab, lab.router.listens_since)


def all_at_once(lab):
    call = in_mid_exchange(lab)
    lab.pbx.set_global("LASTAGENT", "off")
    lab.router.kill()
    went_on(call)
    lab.pbx.write_context(None)
    for _ in range(2):
        went_on(lab.dial(RETURNING))

    lab.pbx.write_context(lab.dialplan)
    lab.pbx.set_global("LASTAGENT", "on")
    lab.router.start()
    take_back_the_rest(lab)
    is_routed_again(lab, lab.router.listens_since)


def in_mid_exchange(lab):
    """A call whose question the frozen router has got, and will not answer."""
    lab.router.freeze()
    call = lab.dial(RETURNING)
    call.shows("] AGI(")
    return call


def asked(call):
    return any(step.application == "AGI" for step in call.steps())


def went_on(call, most=MOST, hangs_up=True):
    """The call is past our line in time, hears the greeting, and ends as the administrator has it."""
    if hangs_up:
        call.shows("Playing 'hello")
        call.hang_up(idle=False)
        call.shows("end of the call")
    held = call.held_by_our_line()
    assert held <= most, f"call {call.label} was held for {held:.3f} s, not {most} s at most"
    call.was_greeted()
    assert call.ended_in_h(), f"the administrator's h did not run for call {call.label}"
    limits = [s.data for s in call.steps() if s.application == "NoOp" and s.data.startswith("limit left")]
    set_to = next(float(s.data.split("=")[1]) for s in call.steps() if s.data.startswith("TIMEOUT(absolute)="))
    left = float(limits[0].split(": ")[1] or 0)
    assert set_to - most - 0.5 <= left <= set_to, f"call {call.label}: {left} s left of the administrator's {set_to} s"
    return call


def take_back_the_rest(lab):
    """As if ten seconds had gone by; first a look at whether it would have been no more than that."""
    until = re.search(r"LASTAGENT_RESTS_UNTIL=(\d+)", lab.pbx.cli("dialplan show globals"))
    assert until is None or int(until.group(1)) <= time.time() + 10, f"a rest until {until.group(1)}"
    lab.pbx.set_global("LASTAGENT_RESTS_UNTIL", "0")


def is_routed_again(lab, ended):
    while True:
        began = time.monotonic()
        call = lab.dial(RETURNING)
        if call.goes_to_an_agent():
            call.answered_by_agent()
            call.hang_up().was_routed_to("972")
            assert call.ended_in_h(), f"the administrator's h did not run for call {call.label}"
            assert began - ended <= 10, f"routed again only {began - ended:.1f} s after the fault's end"
            return
        went_on(call)
        assert time.monotonic() - ended <= 15, "not routed again within ten seconds of the fault's end"
