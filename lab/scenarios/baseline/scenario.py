"""The PBX alone, without the service: a call is greeted, queued and answered. What the lab itself stands on."""

ROUTER = False


def run(lab):
    lab.agent("971").answers(after=0.3)
    lab.agent("972").answers(after=0.3)

    call = lab.call("0991234567", to="100", talk=1)
    call.was_greeted().was_queued().rang("971").talked_to("971")

    row = lab.cdr.row(call.unique_id)
    assert (row.src, row.dst, row.disposition) == ("0991234567", "100", "ANSWERED"), row
    assert row.dst_channel.startswith(lab.agent("971").interface + "-"), row
    assert lab.queue_log.events(call.unique_id) == ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"], (
        lab.queue_log.entries(call.unique_id))
    lab.pbx_log.shows("end of the call")

    lab.agent("971").is_busy()
    call = lab.call("0991234567", talk=0.5)
    call.rang("972").talked_to("972")

    lab.agent("971").rejects(after=0.1)
    lab.agent("972").unregisters()
    call = lab.dial("0991234568", display='"Anna" ')
    call.shows("Called " + lab.agent("971").interface)
    call.hang_up().talked_to_nobody().was_queued()

    lab.agent("971").answers(hangs_up_after=0.5, reason="Q.850;cause=38")
    call = lab.dial("0991234567").finish()
    call.talked_to("971")
    assert lab.queue_log.events(call.unique_id)[-1] == "COMPLETEAGENT", lab.queue_log.entries(call.unique_id)
