-- The pipeline's own clock, one row per partition of the topic `heartbeats`. A transaction that touches servers of a
-- partition locks its row first, so that two replicas in the middle of a rebalance take turns.
CREATE TABLE pipeline_clock
(
    partition     integer     PRIMARY KEY,
    -- Null until the pipeline has beaten once.
    beat_at       timestamptz,
    -- Since when it beats without a gap; silence before that was ours, not the servers'.
    hearing_since timestamptz
);

-- One row per server on a device: its last beat, what it promised, and the state that follows.
CREATE TABLE device_beat
(
    workspace        text             NOT NULL,
    device_id        text             NOT NULL,
    server_id        text             NOT NULL,
    -- Whose clock judges this server.
    partition        integer          NOT NULL,
    last_beat_at     timestamptz      NOT NULL,
    interval_seconds double precision NOT NULL,
    state            text             NOT NULL CHECK (state IN ('NEW', 'ONLINE', 'LATE', 'OFFLINE')),
    state_since      timestamptz      NOT NULL,
    -- The latest beat of a server that is taken for dead; the next one in a row brings it back.
    offline_beat_at  timestamptz,
    -- The time on the pipeline's clock from which silence may change the state; null when it cannot.
    due_at           timestamptz,
    -- Workspace first: whatever is shown is shown of one workspace.
    PRIMARY KEY (workspace, device_id, server_id)
);

-- At each beat of the pipeline only the servers that are due are read: usually none.
CREATE INDEX device_beat_due ON device_beat (partition, due_at) WHERE due_at IS NOT NULL;

-- The state of a device is that of its liveliest server. It is stored because its beginning cannot be computed from the
-- servers as they are now.
CREATE TABLE device_state
(
    workspace text        NOT NULL,
    device_id text        NOT NULL,
    state     text        NOT NULL CHECK (state IN ('NEW', 'ONLINE', 'LATE', 'OFFLINE')),
    since     timestamptz NOT NULL,
    PRIMARY KEY (workspace, device_id)
);
