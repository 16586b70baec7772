"""The agent is in wrap-up of the very talk that was cut: that is no reason to keep its caller from them."""

SETTINGS = {"wrap-up": "30s"}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.pbx.shows_member(lab.agent("972").interface, "(last was")

    lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
