"""The agent's phone rings already, for a call of the queue: it gets no second one, the caller is first in the queue."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.agent("972").rings_for_ever()
    lab.only("972")
    other = lab.dial("0997654321")
    other.shows("is ringing")
    lab.everybody()

    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "ringing").was_first_in_queue().rang("971").talked_to("971")

    other.hang_up().rang("972").talked_to_nobody()
