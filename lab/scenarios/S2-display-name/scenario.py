"""The trunk sends a display name, so that clid in CDR is `"name" <number>`: still the same agent."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972", display='"Anna, the 2nd <1>" ')

    again = lab.call("0991234567", talk=0.5, display='"Somebody else" ').was_routed_to("972")
    assert "Somebody else" in lab.cdr.row(again.unique_id).clid, lab.cdr.row(again.unique_id)

    lab.call("0991234567", talk=0.5).was_routed_to("972")
