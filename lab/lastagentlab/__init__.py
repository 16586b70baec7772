"""The lab: real Asterisks on loopback, sipp as trunk, callers and agents, and a folder a scenario."""
