"""A second call within the hour, but after `front-within`, does not jump the queue when its agent cannot take it."""

import time

SETTINGS = {"front-within": "3s"}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.pbx.pause(lab.agent("972").interface)
    time.sleep(4)

    late = lab.call("0991234567", talk=0.5).took_the_usual_way().talked_to("971")
    assert not [step for step in late.steps() if "QUEUE_PRIO" in step.data and step.application == "Set"], late.steps()
