"""chan_sip without callcounter calls every phone idle: the live calls say that it rings, and that it is in a talk."""

PBX = "16"


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.only("972")
    other = lab.dial("0997654321")
    other.answered_by_agent()
    lab.everybody()
    lab.pbx.shows_member("SIP/972", "(Not in use)")
    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "talking").rang("971").talked_to("971")
    other.hang_up().talked_to("972")

    lab.agent("972").rings_for_ever()
    lab.only("972")
    third = lab.dial("0995556677")
    third.shows("is ringing")
    lab.everybody()
    lab.pbx.shows_member("SIP/972", "(Not in use)")
    again = lab.dial("0997654321")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "ringing").rang("971").talked_to("971")
    third.hang_up().rang("972")
