"""The agent has a caller on hold, and looks up something for them: no other call rings, the caller is first in the queue.

Neither driver's device state tells it: chan_sip's would only with notifyhold=yes, and PJSIP's never does.
"""

from lastagentlab.processes import wait_for


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers(holds_after=1.5)
    lab.had_talk("0991234567", "972")
    lab.only("972")
    other = lab.dial("0997654321")
    other.answered_by_agent()
    lab.everybody()
    # The first time it was the queue's, before the answer.
    wait_for(lambda: sum("Started music on hold" in line.text for line in other.lines()) == 2, 5, "the hold")
    lab.pbx.shows_member(lab.agent("972").interface, "(In use)")

    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "on-hold").was_first_in_queue().rang("971").talked_to("971")

    other.hang_up().talked_to("972")
