"""The number is withheld, in each of the spellings of the trunks: greeting and queue, never a stranger's agent."""

SPELLINGS = ("anonymous", "Anonymous", "unknown", "restricted", "Unavailable", "private", "")


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    for spelling in SPELLINGS:
        lab.had_talk(spelling, "972", talk=0.2)
    for spelling in SPELLINGS:
        lab.call(spelling, talk=0.2).took_the_usual_way().rang("971").talked_to("971")
