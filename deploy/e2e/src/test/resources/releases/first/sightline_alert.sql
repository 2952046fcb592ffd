-- V1__device_states.sql
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
-- V2__alerts.sql
-- What people want to hear of. The definition is kept whole: it is read whole, and never searched by its parts.
CREATE TABLE alert_rule
(
    id               uuid        PRIMARY KEY,
    workspace        text        NOT NULL,
    name             text        NOT NULL,
    definition       jsonb       NOT NULL,
    -- Devices are judged by another clock than figures.
    is_about_devices boolean     NOT NULL,
    is_paused        boolean     NOT NULL DEFAULT false,
    silenced_until   timestamptz,
    created_by       text        NOT NULL,
    -- Null when a program made it.
    created_by_email text,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    -- Due as soon as the watermark is here: the end of the next bucket and the allowance for late data.
    due_at           timestamptz NOT NULL,
    -- Failed evaluations in a row.
    failures         integer     NOT NULL DEFAULT 0
);

CREATE INDEX alert_rule_of_workspace ON alert_rule (workspace, created_at);
CREATE INDEX alert_rule_due ON alert_rule (due_at) WHERE NOT is_paused;

-- One row per rule and series: where its state machine stands.
CREATE TABLE alert_series
(
    rule_id      uuid        NOT NULL REFERENCES alert_rule ON DELETE CASCADE,
    series       text        NOT NULL,
    scope        jsonb       NOT NULL,
    state        jsonb       NOT NULL,
    since        timestamptz NOT NULL,
    -- Every bucket that ends here or before is judged.
    judged_until timestamptz NOT NULL,
    -- What the judge carries from bucket to bucket.
    memory       jsonb       NOT NULL,
    -- Of the last judged bucket; null before the first.
    figures      jsonb,
    -- The latest judged buckets with the figures they were judged on, so that late data is noticed.
    recent       jsonb       NOT NULL,
    -- Null while nothing is open.
    incident_id  uuid,
    PRIMARY KEY (rule_id, series)
);

-- A span in which a rule's condition holds. Outlives its rule.
CREATE TABLE incident
(
    id              uuid        PRIMARY KEY,
    workspace       text        NOT NULL,
    rule_id         uuid        NOT NULL,
    rule_name       text        NOT NULL,
    -- The rule as it was when the incident began.
    rule            jsonb       NOT NULL,
    series          text        NOT NULL,
    scope           jsonb       NOT NULL,
    model           text,
    device_id       text,
    severity        text        NOT NULL CHECK (severity IN ('WARNING', 'CRITICAL')),
    peak_severity   text        NOT NULL CHECK (peak_severity IN ('WARNING', 'CRITICAL')),
    opened_at       timestamptz NOT NULL,
    closed_at       timestamptz,
    close_reason    text,
    opened_figures  jsonb       NOT NULL,
    peak_figures    jsonb       NOT NULL,
    last_figures    jsonb       NOT NULL,
    -- The worst that people were told; null while nobody was: silenced, inhibited, held back, or over before it was told.
    announced       text CHECK (announced IN ('WARNING', 'CRITICAL')),
    acknowledged_at timestamptz,
    acknowledged_by text
);

-- Lists show the newest of a workspace first; a rule's are asked for to leave them out of its baseline.
CREATE INDEX incident_of_workspace ON incident (workspace, opened_at DESC);
CREATE INDEX incident_of_rule ON incident (rule_id, series, opened_at DESC);

CREATE TABLE incident_event
(
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    -- The person; null for what figures did.
    who         text,
    note        text,
    figures     jsonb
);

CREATE INDEX incident_event_of_incident ON incident_event (incident_id, id);

-- The outbox. A row is written in the transaction of what it tells of, and sent later.
CREATE TABLE delivery
(
    id              uuid        PRIMARY KEY,
    workspace       text        NOT NULL,
    rule_id         uuid        NOT NULL,
    series          text        NOT NULL,
    incident_id     uuid,
    -- What is told, unique within the series: "<incident>:opened".
    transition      text        NOT NULL,
    channel         text        NOT NULL CHECK (channel IN ('EMAIL', 'WEBHOOK', 'SLACK')),
    recipient       text        NOT NULL,
    -- Signs what a standard webhook gets.
    secret          text,
    -- Goes out by itself, and waits for no others.
    is_alone        boolean     NOT NULL,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'FAILED', 'HELD', 'CANCELLED')),
    -- All that is needed to write the message, as it was then.
    notice          jsonb       NOT NULL,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    last_error      text,
    sent_at         timestamptz,
    -- Whoever sends has it until then; later it is somebody else's, who sends the same message again.
    leased_until    timestamptz,
    -- Set before the first attempt and never changed: deliveries with the same one are one mail.
    message_id      text,
    -- Of what was held back by the rule's limits: whether a later mail has said so.
    is_told         boolean     NOT NULL DEFAULT false,
    UNIQUE (rule_id, series, transition, channel, recipient)
);

CREATE INDEX delivery_due ON delivery (next_attempt_at) WHERE state IN ('PENDING', 'SENDING');
CREATE INDEX delivery_of_workspace ON delivery (workspace, created_at DESC);
CREATE INDEX delivery_of_rule ON delivery (rule_id, created_at DESC);
CREATE INDEX delivery_to ON delivery (recipient, sent_at) WHERE state = 'SENT';

-- Who may be written to. An address that is not the signed-in creator's own is asked once.
CREATE TABLE mail_address
(
    workspace    text        NOT NULL,
    email        text        NOT NULL,
    asked_at     timestamptz,
    confirmed_at timestamptz,
    PRIMARY KEY (workspace, email)
);

-- Who does not want to hear of a rule any more.
CREATE TABLE unsubscription
(
    workspace text        NOT NULL,
    rule_id   uuid        NOT NULL,
    email     text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (workspace, rule_id, email)
);

-- Endpoints that said that they are gone (410).
CREATE TABLE disabled_webhook
(
    rule_id uuid        NOT NULL REFERENCES alert_rule ON DELETE CASCADE,
    url     text        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (rule_id, url)
);

-- Whom to tell when the monitoring itself is in trouble: people who have worked on rules.
CREATE TABLE known_person
(
    workspace text        NOT NULL,
    email     text        NOT NULL,
    role      text        NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (workspace, email)
);

-- Since when the monitoring cannot see, by what it looks through ("beats", "figures").
CREATE TABLE blindness
(
    kind  text        PRIMARY KEY,
    since timestamptz NOT NULL
);
-- V3__accepted_levels.sql
-- From when on what is ordinary is learned, where somebody took a new level as the new normal; null for as far as there is.
ALTER TABLE alert_series ADD COLUMN learned_from timestamptz;
-- V4__members.sql
-- Who it is, so that they can be forgotten when they leave the workspace; null for those known from their work on rules alone.
ALTER TABLE known_person ADD COLUMN person_id text;

CREATE UNIQUE INDEX known_person_id ON known_person (workspace, person_id) WHERE person_id IS NOT NULL;
CREATE TABLE flyway_schema_history
(
    installed_rank integer NOT NULL PRIMARY KEY,
    version        varchar(50),
    description    varchar(200)  NOT NULL,
    type           varchar(20)   NOT NULL,
    script         varchar(1000) NOT NULL,
    checksum       integer,
    installed_by   varchar(100)  NOT NULL,
    installed_on   timestamp     NOT NULL DEFAULT now(),
    execution_time integer       NOT NULL,
    success        boolean       NOT NULL
);
-- Rows in any order, whatever refers to what.
SET session_replication_role = replica;
INSERT INTO alert_rule (id, workspace, name, definition, is_about_devices, is_paused, silenced_until, created_by, created_by_email, created_at, updated_at, due_at, failures) OVERRIDING SYSTEM VALUE
SELECT id, workspace, name, definition, is_about_devices, is_paused, silenced_until, created_by, created_by_email, created_at, updated_at, due_at, failures FROM json_populate_recordset(NULL::alert_rule, '[{"id":"0b3c437f-6f68-4e8b-8e3f-2faaf6dcd3aa","workspace":"acme","name":"low","definition":{"name": "low", "scope": {"class": null, "model": "low", "version": null, "device_id": null}, "limits": {"per_day": 30, "per_hour": 6}, "judgement": {"bucket": 60.000000000, "window": 60.000000000, "condition": {"type": "threshold", "metric": "CONFIDENCE_MEAN", "direction": "BELOW"}, "thresholds": {"warning": null, "critical": 0.5, "recovery": null}, "minimum_samples": 10}, "on_no_data": "KEEP", "recipients": {"emails": ["owner@example.com"], "webhooks": []}},"is_about_devices":false,"is_paused":false,"silenced_until":null,"created_by":"owner@example.com","created_by_email":"owner@example.com","created_at":"2026-11-30T16:31:03.838608+00:00","updated_at":"2026-11-30T16:31:03.838608+00:00","due_at":"2026-11-30T16:32:02+00:00","failures":0}]');
INSERT INTO alert_series (rule_id, series, scope, state, since, judged_until, memory, figures, recent, incident_id, learned_from) OVERRIDING SYSTEM VALUE
SELECT rule_id, series, scope, state, since, judged_until, memory, figures, recent, incident_id, learned_from FROM json_populate_recordset(NULL::alert_series, '[{"rule_id":"0b3c437f-6f68-4e8b-8e3f-2faaf6dcd3aa","series":"model=low version=* class=* device=*","scope":{"class": null, "model": "low", "version": null, "device_id": null},"state":{"peak": "CRITICAL", "type": "firing", "severity": "CRITICAL"},"since":"2026-11-30T16:31:00+00:00","judged_until":"2026-11-30T16:31:00+00:00","memory":{"at": null, "score": 0.0, "effect": 0.0},"figures":{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null},"recent":[{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null}],"incident_id":"adabd91e-603b-4efb-8eb3-5c9259967f58","learned_from":null}]');
INSERT INTO delivery (id, workspace, rule_id, series, incident_id, transition, channel, recipient, secret, is_alone, state, notice, created_at, next_attempt_at, attempts, last_error, sent_at, leased_until, message_id, is_told) OVERRIDING SYSTEM VALUE
SELECT id, workspace, rule_id, series, incident_id, transition, channel, recipient, secret, is_alone, state, notice, created_at, next_attempt_at, attempts, last_error, sent_at, leased_until, message_id, is_told FROM json_populate_recordset(NULL::delivery, '[{"id":"48225f96-1d0d-4dff-84e3-262274a6a2dd","workspace":"acme","rule_id":"0b3c437f-6f68-4e8b-8e3f-2faaf6dcd3aa","series":"model=low version=* class=* device=*","incident_id":"adabd91e-603b-4efb-8eb3-5c9259967f58","transition":"adabd91e-603b-4efb-8eb3-5c9259967f58:opened","channel":"EMAIL","recipient":"owner@example.com","secret":null,"is_alone":false,"state":"PENDING","notice":{"at": "2026-11-30T16:31:10.318475558Z", "kind": "OPENED", "chart": {"points": [{"at": "2026-11-30T14:55:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T14:56:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T14:57:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T14:58:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T14:59:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:00:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:01:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:02:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:03:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:04:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:05:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:06:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:07:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:08:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:09:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:10:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:11:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:12:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:13:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:14:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:15:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:16:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:17:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:18:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:19:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:20:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:21:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:22:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:23:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:24:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:25:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:26:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:27:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:28:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:29:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:30:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:31:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:32:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:33:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:34:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:35:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:36:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:37:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:38:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:39:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:40:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:41:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:42:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:43:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:44:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:45:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:46:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:47:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:48:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:49:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:50:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:51:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:52:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:53:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:54:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:55:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:56:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:57:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:58:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T15:59:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:00:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:01:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:02:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:03:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:04:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:05:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:06:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:07:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:08:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:09:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:10:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:11:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:12:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:13:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:14:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:15:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:16:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:17:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:18:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:19:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:20:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:21:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:22:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:23:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:24:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:25:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:26:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:27:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:28:00Z", "low": null, "high": null, "value": null}, {"at": "2026-11-30T16:29:00Z", "low": null, "high": null, "value": 0.2}, {"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "value": 0.2}], "is_share": false, "threshold": 0.5}, "facts": [{"label": "Now", "value": "0.200"}, {"label": "Samples", "value": "20"}, {"label": "Severity", "value": "critical"}, {"label": "Since", "value": "2026-11-30T16:31:00Z"}], "thread": "adabd91e-603b-4efb-8eb3-5c9259967f58", "rule_id": "0b3c437f-6f68-4e8b-8e3f-2faaf6dcd3aa", "subject": "Critical: confidence mean of low is 0.200", "summary": "Rule “low”.", "held_back": 0, "rule_name": "low", "workspace": "acme", "inferences": "/inferences?from=2026-11-30T16%3A30%3A00Z&until=2026-11-30T16%3A31%3A00Z&project=low", "incident_id": "adabd91e-603b-4efb-8eb3-5c9259967f58", "is_first_of_thread": true},"created_at":"2026-11-30T16:31:10.318476+00:00","next_attempt_at":"2026-11-30T16:31:40.318476+00:00","attempts":0,"last_error":null,"sent_at":null,"leased_until":null,"message_id":null,"is_told":false}]');
INSERT INTO device_beat (workspace, device_id, server_id, partition, last_beat_at, interval_seconds, state, state_since, offline_beat_at, due_at) OVERRIDING SYSTEM VALUE
SELECT workspace, device_id, server_id, partition, last_beat_at, interval_seconds, state, state_since, offline_beat_at, due_at FROM json_populate_recordset(NULL::device_beat, '[{"workspace":"acme","device_id":"camera-0","server_id":"camera-0-1","partition":1,"last_beat_at":"2026-11-30T16:30:58.644375+00:00","interval_seconds":5,"state":"LATE","state_since":"2026-11-30T16:31:12.124097+00:00","offline_beat_at":null,"due_at":"2026-11-30T16:31:58.644375+00:00"}]');
INSERT INTO device_state (workspace, device_id, state, since) OVERRIDING SYSTEM VALUE
SELECT workspace, device_id, state, since FROM json_populate_recordset(NULL::device_state, '[{"workspace":"acme","device_id":"camera-0","state":"LATE","since":"2026-11-30T16:31:12.124097+00:00"}]');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) OVERRIDING SYSTEM VALUE
SELECT installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success FROM json_populate_recordset(NULL::flyway_schema_history, '[{"installed_rank":1,"version":"1","description":"device states","type":"SQL","script":"db/migration/V1__device_states.sql","checksum":1785527742,"installed_by":"postgres","installed_on":"2026-11-30T16:29:24.659367","execution_time":24,"success":true}, 
 {"installed_rank":2,"version":"2","description":"alerts","type":"SQL","script":"db/migration/V2__alerts.sql","checksum":-5628902,"installed_by":"postgres","installed_on":"2026-11-30T16:29:24.807147","execution_time":72,"success":true}, 
 {"installed_rank":3,"version":"3","description":"accepted levels","type":"SQL","script":"db/migration/V3__accepted_levels.sql","checksum":-1185138109,"installed_by":"postgres","installed_on":"2026-11-30T16:29:25.668024","execution_time":4,"success":true}, 
 {"installed_rank":4,"version":"4","description":"members","type":"SQL","script":"db/migration/V4__members.sql","checksum":212308820,"installed_by":"postgres","installed_on":"2026-11-30T16:29:25.690397","execution_time":8,"success":true}]');
INSERT INTO incident (id, workspace, rule_id, rule_name, rule, series, scope, model, device_id, severity, peak_severity, opened_at, closed_at, close_reason, opened_figures, peak_figures, last_figures, announced, acknowledged_at, acknowledged_by) OVERRIDING SYSTEM VALUE
SELECT id, workspace, rule_id, rule_name, rule, series, scope, model, device_id, severity, peak_severity, opened_at, closed_at, close_reason, opened_figures, peak_figures, last_figures, announced, acknowledged_at, acknowledged_by FROM json_populate_recordset(NULL::incident, '[{"id":"adabd91e-603b-4efb-8eb3-5c9259967f58","workspace":"acme","rule_id":"0b3c437f-6f68-4e8b-8e3f-2faaf6dcd3aa","rule_name":"low","rule":{"name": "low", "scope": {"class": null, "model": "low", "version": null, "device_id": null}, "limits": {"per_day": 30, "per_hour": 6}, "judgement": {"bucket": 60.000000000, "window": 60.000000000, "condition": {"type": "threshold", "metric": "CONFIDENCE_MEAN", "direction": "BELOW"}, "thresholds": {"warning": null, "critical": 0.5, "recovery": null}, "minimum_samples": 10}, "on_no_data": "KEEP", "recipients": {"emails": ["owner@example.com"], "webhooks": []}},"series":"model=low version=* class=* device=*","scope":{"class": null, "model": "low", "version": null, "device_id": null},"model":"low","device_id":null,"severity":"CRITICAL","peak_severity":"CRITICAL","opened_at":"2026-11-30T16:31:00+00:00","closed_at":null,"close_reason":null,"opened_figures":{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null},"peak_figures":{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null},"last_figures":{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null},"announced":"CRITICAL","acknowledged_at":null,"acknowledged_by":null}]');
INSERT INTO incident_event (id, incident_id, at, kind, who, note, figures) OVERRIDING SYSTEM VALUE
SELECT id, incident_id, at, kind, who, note, figures FROM json_populate_recordset(NULL::incident_event, '[{"id":1,"incident_id":"adabd91e-603b-4efb-8eb3-5c9259967f58","at":"2026-11-30T16:31:00+00:00","kind":"opened","who":null,"note":null,"figures":{"at": "2026-11-30T16:30:00Z", "low": null, "high": null, "score": null, "value": 0.2, "detail": null, "measure": 0.2, "samples": 20, "baseline": null}}, 
 {"id":2,"incident_id":"adabd91e-603b-4efb-8eb3-5c9259967f58","at":"2026-11-30T16:31:10.318476+00:00","kind":"told","who":null,"note":"Critical: confidence mean of low is 0.200","figures":null}]');
SELECT setval(pg_get_serial_sequence('incident_event', 'id'), (SELECT max(id) FROM incident_event));
INSERT INTO known_person (workspace, email, role, seen_at, person_id) OVERRIDING SYSTEM VALUE
SELECT workspace, email, role, seen_at, person_id FROM json_populate_recordset(NULL::known_person, '[{"workspace":"acme","email":"owner@example.com","role":"OWNER","seen_at":"2026-11-30T16:31:03.838608+00:00","person_id":"3b5e61ac-07fb-4eda-ad65-ee3052080665"}]');
INSERT INTO mail_address (workspace, email, asked_at, confirmed_at) OVERRIDING SYSTEM VALUE
SELECT workspace, email, asked_at, confirmed_at FROM json_populate_recordset(NULL::mail_address, '[{"workspace":"acme","email":"owner@example.com","asked_at":null,"confirmed_at":"2026-11-30T16:30:29.269455+00:00"}]');
INSERT INTO pipeline_clock (partition, beat_at, hearing_since) OVERRIDING SYSTEM VALUE
SELECT partition, beat_at, hearing_since FROM json_populate_recordset(NULL::pipeline_clock, '[{"partition":0,"beat_at":"2026-11-30T16:31:22.071916+00:00","hearing_since":"2026-11-30T16:29:22.104033+00:00"}, 
 {"partition":1,"beat_at":"2026-11-30T16:31:22.071916+00:00","hearing_since":"2026-11-30T16:29:22.104033+00:00"}]');
SET session_replication_role = DEFAULT;
