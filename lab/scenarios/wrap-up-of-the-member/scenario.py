"""A member has a wrap-up time of their own, and nothing is set in the service: AMI tells of it, and it counts."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.call("0991234567", to="972", talk=0.5).talked_to("972")
    lab.had_talk("0997654321", "972", talk=3)

    lab.call("0991234567", talk=0.5).was_told("front", "wrap-up").was_first_in_queue().rang("971").talked_to("971")
