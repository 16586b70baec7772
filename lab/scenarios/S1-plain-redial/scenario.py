"""A plain redial after an answered talk: the same agent rings, past greeting and queue.

The queue itself would choose 971, its first member; 972 can only be the last agent.
"""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    first = lab.had_talk("0991234567", "972", talk=1)
    first.took_the_usual_way()

    again = lab.call("0991234567", talk=1).was_routed_to("972")

    row = lab.cdr.row(again.unique_id)
    assert (row.src, row.dst, row.context, row.last_app) == ("0991234567", "100", "from-trunk", "Dial"), row
    assert row.disposition == "ANSWERED" and row.dst_channel.startswith(lab.agent("972").interface + "-"), row
    events = lab.queue_log.events(again.unique_id)
    assert events == ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"], events
    assert again.ended_in_h(), again.steps()

    stranger = lab.call("0997654321", talk=0.5)
    stranger.took_the_usual_way().talked_to("971")
