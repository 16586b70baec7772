"""A caller hangs up while the last agent rings: that is the way out, and the next redial gets greeting and queue."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.agent("972").rings_for_ever()
    given_up = lab.dial("0991234567")
    given_up.shows("is ringing")
    given_up.hang_up().rang("972").talked_to_nobody().was_not_greeted()
    assert given_up.ended_in_h(), given_up.steps()
    assert lab.queue_log.events(given_up.unique_id) == [], lab.queue_log.entries(given_up.unique_id)

    lab.agent("972").answers()
    lab.call("0991234567", talk=0.5).took_the_usual_way().talked_to("971")
    lab.agent("972").stop()
