"""An agent is paused and unpaused by AMI, as panels do it: it counts at once, either way."""


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    agent = lab.agent("972").interface

    lab.pbx.pause(agent)
    paused = lab.dial("0991234567")
    paused.rings("971")
    paused.hang_up().was_told("front", "paused").was_first_in_queue().rang("971")

    lab.pbx.pause(agent, paused=False)
    lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
