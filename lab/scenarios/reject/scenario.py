"""An agent refuses a redial, with 486 or 603: the caller is first in the queue, and the next redial is not offered to them."""


def run(lab):
    for number, refuse in (("0991234567", "is_busy"), ("0997654321", "rejects")):
        lab.agent("971").rings_for_ever()
        lab.agent("972").answers()
        lab.had_talk(number, "972")

        getattr(lab.agent("972"), refuse)()
        refused = lab.dial(number)
        refused.rings("971")
        refused.hang_up().was_told("ring", "free").was_first_in_queue().talked_to_nobody()
        assert len(lab.agent("972").invites(refused.began)) == 1, "the agent was not asked once"

        lab.agent("972").answers()
        again = lab.dial(number)
        again.rings("971")
        again.hang_up().was_told("front", "offer-refused").was_first_in_queue().rang("971")
