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
