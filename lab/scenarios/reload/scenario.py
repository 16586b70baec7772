"""The configuration is changed and reloaded while an agent rings: that ring goes on as it was told, the next call does not.

A faulty file changes nothing, and all that is wrong with it is said.
"""

import time

SETTINGS = {"ring-time": "4s"}
RINGING = "0991234567"
OTHER = "0997654321"


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    for number in (RINGING, OTHER):
        lab.had_talk(number, "972")
    lab.agent("972").rings_for_ever()

    call = lab.dial(RINGING)
    call.shows("is ringing")
    began = time.monotonic()
    status, printed = lab.router.reload(**{"ring-time": "1s", "mode": "shadow", "agents": ["SIP/9*"]})
    assert status == 0, printed
    for words in ("ring-time: 4s -> 1s", "mode: on -> shadow", "agents needs a restart."):
        assert words in printed, printed
    lab.router.says("reloaded: mode: on -> shadow")
    call.answered_by_agent()
    call.hang_up().rang("972", "971").was_first_in_queue()
    assert time.monotonic() - began > 3, "the ring that was going on ended early"

    lab.agent("972").answers()
    lab.call(OTHER, talk=0.3).took_the_usual_way()

    status, printed = lab.router.reload(**{"mode": "on", "look-bak": "1m", "priority": "high"})
    assert status == 1 and "look-bak is not a setting" in printed and "priority is to be a whole number" in printed, printed
    lab.call(OTHER, talk=0.3).took_the_usual_way()

    status, printed = lab.router.reload()
    assert status == 0 and "mode: shadow -> on" in printed, printed
    lab.had_talk(OTHER, "972")
    lab.call(OTHER, talk=0.3).was_routed_to("972")
