"""The members are Local/972@from-queue/n with hint:972@ext-local, as FreePBX has them, and the phone is reached directly too.

A talk by the direct number is one with that member: a redial of the line rings them, and nobody else's call does meanwhile.
"""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.call("0991234567", to="972", talk=0.5).talked_to("972")

    routed = lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
    assert routed.dialled()[0] == "Local/972@from-queue/n", routed.dialled()

    other = lab.dial("0997654321", to="972")
    other.answered_by_agent()
    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "talking").rang("971").talked_to("971")
    other.hang_up().talked_to("972")

    lab.pbx.pause("Local/972@from-queue/n")
    lab.call("0997654321", talk=0.5).was_told("front", "paused").rang("971")
