"""The agent is SIP/9715 (or PJSIP/9715), four digits: that agent, and not 971."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("9715").answers()
    lab.had_talk("0991234567", "9715")

    again = lab.call("0991234567", talk=0.5).was_routed_to("9715")
    assert again.dialled() == [lab.agent("9715").interface], again.dialled()
