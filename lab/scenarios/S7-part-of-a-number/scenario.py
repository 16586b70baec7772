"""The caller is 234567, and somebody else was 0991234567: greeting and queue, not that other caller's agent."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")

    for part in ("234567", "991234", "1234567", "09912345678"):
        lab.call(part, talk=0.2).took_the_usual_way().talked_to("971")
    lab.call("0991234567", talk=0.2).was_routed_to("972")
