"""An agent sends the caller on to another one without a word (REFER): a redial goes to the one who talked last.

971 has the first call from the queue, 972 the second as a routed one, and each sends it to the other.
"""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.only("971")
    call = lab.dial("0991234567")
    call.joined_with_agent()
    lab.everybody()
    lab.agent("971").transfers("972")
    went_on(lab, call, "971", "972")

    again = lab.dial("0991234567")
    again.joined_with_agent()
    lab.agent("972").transfers("971")
    went_on(lab, again, "972", "971")

    lab.call("0991234567", talk=0.5).was_routed_to("971")


def went_on(lab, call, sender, receiver):
    """The caller talked to both, and for the queue the call ended with its transfer."""
    call.answered_by_agents(sender, receiver)
    call.hang_up()
    entries = lab.queue_log.entries(call.unique_id)
    assert lab.queue_log.events(call.unique_id) == ["ENTERQUEUE", "CONNECT", "BLINDTRANSFER"], entries
    assert entries[-1].member == lab.agent(sender).interface and entries[-1].data[:2] == (receiver, "agents"), entries
