"""An agent asks another one by a call of their own, and joins the caller with them (REFER with Replaces).

The redial goes to the one who talked last. 971 has the first call from the queue, 972 the second as a routed one.
"""

import time


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.only("971")
    call = lab.dial("0991234567")
    call.joined_with_agent()
    lab.everybody()
    joined(lab, call, "971", "972")

    again = lab.dial("0991234567")
    again.joined_with_agent()
    joined(lab, again, "972", "971")

    lab.call("0991234567", talk=0.5).was_routed_to("971")


def joined(lab, call, sender, receiver):
    """The caller goes on talking to the other agent, and for the queue the call ended when they were joined."""
    assert call.answering_agents() == [sender], call.answering_agents()
    leaving = lab.agent(sender)
    leaving.joins(leaving.consults(receiver))
    time.sleep(0.5)
    assert call.goes_on(), f"call {call.label} ended with its transfer"
    call.hang_up()
    entries = lab.queue_log.entries(call.unique_id)
    assert lab.queue_log.events(call.unique_id) == ["ENTERQUEUE", "CONNECT", "ATTENDEDTRANSFER"], entries
    assert entries[-1].member == leaving.interface and entries[-1].data[0] == "BRIDGE", entries
