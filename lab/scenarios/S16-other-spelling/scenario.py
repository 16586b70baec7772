"""The same number in another spelling: 0991234567, +380991234567, 380991234567, 00380991234567 are one caller."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.had_talk("0991234567", "972")
    for spelling in ("+380991234567", "380991234567", "00380991234567", "0991234567"):
        lab.call(spelling, talk=0.2).was_routed_to("972")
