"""An agent pauses for lunch and comes back by a feature code (PauseQueueMember, UnpauseQueueMember): it counts at once."""


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.pbx.runs("pause", "codes")
    lab.pbx.shows_member(lab.agent("972").interface, "paused:lunch")
    lab.pbx.idle()
    paused = lab.dial("0991234567")
    paused.rings("971")
    paused.hang_up().was_told("front", "paused").was_first_in_queue().rang("971")

    lab.pbx.runs("unpause", "codes")
    lab.pbx.idle()
    lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
