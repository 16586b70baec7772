"""The agent refuses a redial: the caller goes on to the queue, and the next redial is not offered to them again."""


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.agent("972").rejects()
    refused = lab.dial("0991234567")
    refused.rings("971")
    refused.hang_up().rang("972", "971").was_first_in_queue().talked_to_nobody()

    lab.agent("971").answers()
    lab.agent("972").answers()
    again = lab.call("0991234567", talk=0.5)
    assert again.dialled() == [], f"offered once more: {again.dialled()}"
    again.was_first_in_queue().rang("971").talked_to("971")
