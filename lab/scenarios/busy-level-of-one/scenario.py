"""A phone with device_state_busy_at=1 (busylevel=1) says that it is busy while it only rings: the reason is still the true one.

Nor does it say that its agent is not free any more when the ring is over.
"""


def run(lab):
    if lab.kind.technology == "SIP":
        lab.pbx.change("sip.conf", "context=agents", "context=agents\nbusylevel=1")
    else:
        lab.pbx.change("pjsip.conf", "context=agents", "context=agents\ndevice_state_busy_at=1")
    lab.pbx.reload_phones()
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.agent("972").rings_for_ever()
    lab.only("972")
    other = lab.dial("0997654321")
    other.shows("is ringing")
    lab.everybody()
    # chan_sip looks at the ring first and calls it one.
    lab.pbx.shows_member(lab.agent("972").interface, "(Ringing)" if lab.kind.technology == "SIP" else "(Busy)")

    again = lab.dial("0991234567")
    again.answered_by_agent()
    again.hang_up(idle=False).was_told("front", "ringing").rang("971")

    other.hang_up().rang("972")
