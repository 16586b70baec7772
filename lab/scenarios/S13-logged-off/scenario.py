"""The agent has logged off from the queue: first in the queue, and somebody else answers."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.pbx.add_member(lab.agent("972").interface)
    lab.had_talk("0991234567", "972")
    lab.pbx.remove_member(lab.agent("972").interface)

    lab.call("0991234567", talk=0.5).was_first_in_queue().rang("971").talked_to("971")
