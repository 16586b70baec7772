"""Talked to 971, later to 972: a redial reaches 972, the newest."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "971")
    lab.had_talk("0991234567", "972")

    lab.call("0991234567", talk=0.5).was_routed_to("972")
