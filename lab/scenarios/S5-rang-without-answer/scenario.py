"""971 rang and did not answer, 972 answered: a redial reaches 972."""


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.call("0991234567", talk=0.5).rang("971", "972").talked_to("972")

    lab.agent("971").answers()
    lab.call("0991234567", talk=0.5).was_routed_to("972")
