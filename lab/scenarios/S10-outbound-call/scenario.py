"""The office had called that number, so the old row's destination is a trunk: it is never dialled, and nobody is."""


def run(lab):
    lab.agent("971").answers()
    lab.agent("972").answers()
    lab.outbound("972", "0991234567")

    call = lab.call("0991234567", talk=0.5).took_the_usual_way().talked_to("971")
    assert call.dialled() == [], call.dialled()
