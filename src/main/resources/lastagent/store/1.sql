-- Instants are nanoseconds since the epoch: datetime(started_at / 1000000000, 'unixepoch') for people.
-- Caller numbers are whole here: the file is for the service's user only (mode 0600).

CREATE TABLE conversation (
    id               TEXT PRIMARY KEY,
    pbx              TEXT NOT NULL,
    caller           TEXT NOT NULL,
    agent            TEXT NOT NULL,
    direction        TEXT NOT NULL,
    queue            TEXT,
    caller_unique_id TEXT NOT NULL,
    caller_channel   TEXT NOT NULL,
    agent_unique_id  TEXT NOT NULL,
    agent_channel    TEXT NOT NULL,
    started_at       INTEGER NOT NULL,
    ended_at         INTEGER,
    ending           TEXT,
    evidence         TEXT
) STRICT;

CREATE INDEX conversation_ended_at ON conversation (ended_at);

-- The last moment at which each PBX was being followed.
CREATE TABLE followed (
    pbx TEXT PRIMARY KEY,
    at  INTEGER NOT NULL
) STRICT;

-- Each set of rules once, not once a call: a deny list can be long. The key is a digest of the text.
CREATE TABLE routing_rules (
    key  TEXT PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE routed_call (
    id         TEXT PRIMARY KEY,
    arrived_at INTEGER NOT NULL,
    pbx        TEXT NOT NULL,
    unique_id  TEXT NOT NULL,
    caller     TEXT,
    rules      TEXT,
    json       TEXT NOT NULL,
    outcome    TEXT,
    ended_at   INTEGER
) STRICT;

CREATE INDEX routed_call_arrived_at ON routed_call (arrived_at);
CREATE INDEX routed_call_caller ON routed_call (caller, arrived_at);
CREATE INDEX routed_call_unique_id ON routed_call (unique_id);
CREATE INDEX routed_call_rules ON routed_call (rules);
