"""CDR is written in batches, up to five minutes late, and the caller redials a second after the cut: the same agent."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    # The lab redials a second after a talk.
    lab.call("0991234567", talk=0.5).was_routed_to("972")

    assert lab.cdr.rows() == [], "CDR was meant to be late"
