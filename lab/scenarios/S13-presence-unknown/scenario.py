"""Nobody knows what the agent is doing, because the link to the PBX is cut: greeting and queue, as ever."""

import time

from lastagentlab.proxy import Relay

ROUTER = "by the scenario"


def run(lab):
    relay = Relay(lab.kind.ami_port)
    lab.router.configure(asterisk={"port": relay.port})
    lab.router.start()
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    relay.cut()
    time.sleep(0.5)
    lab.call("0991234567", talk=0.5).took_the_usual_way().talked_to("971")
    relay.close()
