"""An agent does not answer a redial: after the ring time the caller is first in the queue, and is not offered to them again."""

SETTINGS = {"ring-time": "2s"}


def run(lab):
    lab.agent("971").rings_for_ever()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.agent("972").rings_for_ever()
    waited = lab.dial("0991234567")
    waited.rings("971")
    waited.hang_up().was_told("ring", "free").rang("972", "971").was_first_in_queue().talked_to_nobody()
    rang = [line.at for line in waited.lines() if "Called " in line.text]
    assert 1.9 <= (rang[1] - rang[0]).total_seconds() <= 3.5, f"972 rang {rang[1] - rang[0]}"

    lab.agent("972").answers()
    again = lab.dial("0991234567")
    again.rings("971")
    again.hang_up().was_told("front", "offer-not-answered").was_first_in_queue().rang("971")
