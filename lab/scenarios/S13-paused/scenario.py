"""The agent is paused: never 20 s of ringing into the void.

The talk has just ended, so the caller is first in the queue.
"""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.pbx.pause(lab.agent("972").interface)

    lab.call("0991234567", talk=0.5).was_first_in_queue().rang("971").talked_to("971")
