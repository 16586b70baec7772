"""The agent's phone is not registered any more: first in the queue, and somebody else answers."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    lab.agent("972").unregisters()

    lab.call("0991234567", talk=0.5).was_first_in_queue().rang("971").talked_to("971")

    lab.agent("972").registers()
