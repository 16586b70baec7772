"""The agent's phone takes its registration back, and the next moment their caller is back: first in the queue. Then it returns."""


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.agent("972").unregisters()
    away = lab.dial("0991234567")
    away.rings("971")
    away.hang_up().was_told("front", "unregistered").was_first_in_queue().rang("971")

    lab.agent("972").registers()
    lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
