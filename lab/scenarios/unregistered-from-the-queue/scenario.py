"""The agent leaves the queue: by AMI, by the dialplan, by a reload of queues.conf. Within a second they are logged off."""

import time

from lastagentlab.processes import wait_for


def run(lab):
    for number in ("971", "972", "973"):
        lab.agent(number).answers()
    agent = lab.agent("972").interface

    def leaves(number, who, way, patience=0.0):
        lab.had_talk(number, who)
        time.sleep(1)
        way()
        wait_for(lambda: lab.agent(who).interface not in lab.members(), 5, f"{who} to be out of the queue", pause=0.01)
        time.sleep(patience)
        lab.call(number, talk=0.5).was_told("front", "logged-off").was_first_in_queue().rang("971")

    lab.pbx.add_member(agent)
    leaves("0991234567", "972", lambda: lab.pbx.remove_member(agent))
    lab.pbx.add_member(agent)
    leaves("0997654321", "972", lambda: lab.pbx.runs("leave", "codes"))

    def reload():
        lab.pbx.change("queues.conf", f"member => {lab.agent('973').interface}\n", "")
        lab.pbx.cli("queue reload all")

    leaves("0995556677", "973", reload, patience=1)
