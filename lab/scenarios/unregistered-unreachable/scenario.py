"""The agent's phone is registered, and answers no OPTIONS any more (qualify): first in the queue, and no ring into the void."""


def run(lab):
    if lab.kind.technology == "SIP":
        lab.pbx.change("sip.conf", "qualify=no", "qualify=500\nqualifyfreq=1")
    else:
        lab.pbx.change("pjsip.conf", "max_contacts=1", "max_contacts=1\nqualify_frequency=1\nqualify_timeout=0.5")
    lab.pbx.reload_phones()
    for number in ("971", "972"):
        lab.agent(number).answers_options = True
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.agent("972").stop()
    lab.pbx.shows_member(lab.agent("972").interface, "(Unavailable)")
    lab.call("0991234567", talk=0.5).was_told("front", "unregistered").was_first_in_queue().rang("971").talked_to("971")
