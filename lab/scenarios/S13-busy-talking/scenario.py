"""The agent is in another talk, or dials: their phone does not ring, the caller is first in the queue."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.only("972")
    other = lab.dial("0997654321")
    other.answered_by_agent()
    lab.everybody()

    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "talking").was_first_in_queue().rang("971").talked_to("971")

    other.hang_up().talked_to("972")
    lab.call("0997654321", talk=0.5).was_told("ring", "free").was_routed_to("972")
