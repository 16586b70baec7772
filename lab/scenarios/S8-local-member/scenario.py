"""The queue's members are Local/971@agents/n and Local/972@agents/n, as FreePBX has them: a redial reaches 972."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    lab.call("0991234567", talk=0.5).was_routed_to("972")
