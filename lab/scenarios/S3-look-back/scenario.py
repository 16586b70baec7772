"""The look-back slides: with ten seconds of it, a redial after 6 s is routed and after 14 s is not."""

import time

SETTINGS = {"look-back": "10s", "look-back-by-agent": "10s", "front-within": "5s"}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    time.sleep(6)
    lab.call("0991234567", talk=0.5).was_routed_to("972")

    lab.had_talk("0997654321", "972")
    time.sleep(14)
    lab.call("0997654321", talk=0.5).took_the_usual_way().talked_to("971")
