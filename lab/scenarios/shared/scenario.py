"""Two people behind one number: after two talks at the same time both reach the queue, and the trace says why.

A caller whose line breaks five times with five agents, and who redials while the dead legs are still up, is one person:
they are routed to the last of the five. A number that is listed reaches the queue from the start.
"""

import json
import time

OFFICE = "0443334455"
MOBILE = "0991234567"
LISTED = "0445556677"
SETTINGS = {"shared": [LISTED]}
TOGETHER = 31
"""Seconds. Talks that were up together for less than 30 s prove nothing: a dead leg may be found out so late."""


def run(lab):
    for number in ("971", "972", "973", "974", "975", "976", "977"):
        lab.agent(number).answers()
    two = [talking(lab, OFFICE, "971"), talking(lab, OFFICE, "972")]
    broken = []
    for agent in ("973", "974", "975", "976"):
        broken.append(talking(lab, MOBILE, agent))
        # The phone is out of reach: no voice, no BYE.
        broken[-1].stop()
    last = talking(lab, MOBILE, "977")
    time.sleep(TOGETHER)
    for agent in ("973", "974", "975", "976"):
        lab.agent(agent).hang_up()
    for call in (last, *two):
        call.hang_up(idle=False)
    lab.pbx.idle()

    lab.call(MOBILE, talk=0.3).was_routed_to("977")

    for _ in two:
        lab.call(OFFICE, talk=0.3).took_the_usual_way()
    trace = lab.router.explain(OFFICE)
    assert reason(lab, OFFICE) == "shared-number", trace
    assert all(lab.agent(agent).interface in trace for agent in ("971", "972")), trace

    lab.had_talk(LISTED, "972")
    lab.call(LISTED, talk=0.3).took_the_usual_way()
    assert reason(lab, LISTED) == "shared-number", lab.router.explain(LISTED)


def talking(lab, number, agent):
    call = lab.dial(number)
    call.answered_by_agent()
    assert call.answering_agents() == [agent], call.answering_agents()
    return call


def reason(lab, number):
    return json.loads(lab.router.explain(number))[0]["reason"]
