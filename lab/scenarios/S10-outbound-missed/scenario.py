"""An agent rings a number and nobody answers. Who missed the call rings back: outbound counts, so they reach that agent."""

SETTINGS = {"outbound-counts": True}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.outbound("972", "0991234567", answered=False).talked_to_nobody()

    lab.call("0991234567", talk=0.5).was_told("ring", "free").was_routed_to("972")
