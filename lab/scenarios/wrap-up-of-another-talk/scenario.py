"""The agent is in wrap-up of another talk than the caller's: their phone does not ring, the caller is first in the queue.

The caller's own talk came by a direct number, so that there is wrap-up of the other one only.
"""

SETTINGS = {"wrap-up": "30s"}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.call("0991234567", to="972", talk=0.5).talked_to("972")
    # app_queue's LastCall counts whole seconds, and two seconds tell two talks apart.
    lab.had_talk("0997654321", "972", talk=3)

    lab.call("0991234567", talk=0.5).was_told("front", "wrap-up").was_first_in_queue().rang("971").talked_to("971")
