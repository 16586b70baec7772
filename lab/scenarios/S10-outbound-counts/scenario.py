"""The office had called that number, and outbound counts: the agent who made that call rings, not the trunk."""

SETTINGS = {"outbound-counts": True}


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.outbound("972", "0991234567")

    call = lab.call("0991234567", talk=0.5).was_routed_to("972")
    assert call.dialled() == [lab.agent("972").interface], call.dialled()
