"""The agent was dialled without a queue: a redial on a line that names no queue reaches them."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.call("0991234567", to="972", talk=0.5).talked_to("972")

    lab.call("0991234567", to="200", talk=0.5).was_routed_to("972")
