-- V1__accounts_and_api_keys.sql
-- The slug is what events, ClickHouse rows and object keys carry; it never changes.
CREATE TABLE workspace
(
    id   uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    name text NOT NULL
);

CREATE TABLE person
(
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    name          text NOT NULL,
    -- BCrypt in modular crypt format.
    password_hash text NOT NULL
);

CREATE TABLE membership
(
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL REFERENCES person,
    workspace_id uuid NOT NULL REFERENCES workspace,
    role         text NOT NULL CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER')),
    UNIQUE (person_id, workspace_id)
);

-- Keys are kept when they are revoked, so that people can see what there was, and services can say "revoked".
CREATE TABLE api_key
(
    id           uuid PRIMARY KEY,
    workspace    text        NOT NULL REFERENCES workspace (slug),
    name         text        NOT NULL,
    -- SHA-256 in hex. A foreign key that two workspaces register would be ambiguous, hence unique over all.
    hash         text        NOT NULL UNIQUE,
    hint         text        NOT NULL,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid REFERENCES person,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    -- An outbox in two columns: what changed after it was published waits to be published again.
    changed_at   timestamptz NOT NULL,
    published_at timestamptz
);

CREATE INDEX api_key_of_workspace ON api_key (workspace, created_at DESC);
CREATE INDEX api_key_unpublished ON api_key (changed_at) WHERE published_at IS NULL OR published_at < changed_at;
-- V2__saved_views.sql
-- Views of the inference table. A person may be in several workspaces, whose filters have nothing to do with each other:
-- a view belongs to the person in one of them.
CREATE TABLE saved_view
(
    id        uuid PRIMARY KEY,
    workspace text        NOT NULL REFERENCES workspace (slug),
    person_id uuid        NOT NULL REFERENCES person,
    name      text        NOT NULL,
    search    text        NOT NULL,
    saved_at  timestamptz NOT NULL
);

-- Also how they are listed.
CREATE UNIQUE INDEX saved_view_of_person ON saved_view (workspace, person_id, lower(name));
-- V3__people_sessions_and_audit.sql
-- Null for those who were members before this was noted.
ALTER TABLE membership ADD COLUMN joined_at timestamptz;

-- After this an API key opens nothing; null for never.
ALTER TABLE api_key ADD COLUMN expires_at timestamptz;

CREATE TABLE invitation
(
    id           uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL REFERENCES workspace,
    email        text        NOT NULL CHECK (email = lower(email)),
    role         text        NOT NULL CHECK (role IN ('OWNER', 'EDITOR', 'VIEWER')),
    -- Null for a program.
    invited_by   uuid REFERENCES person,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- Grows when it is sent again, so that the links of before open nothing.
    revision     int         NOT NULL DEFAULT 1,
    accepted_at  timestamptz,
    revoked_at   timestamptz
);

-- One that waits for each address: a second one would leave two links about.
CREATE UNIQUE INDEX invitation_waiting ON invitation (workspace_id, email) WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- Asked for with an unknown e-mail it is kept as well, so that both take alike long.
CREATE TABLE password_reset
(
    id         uuid PRIMARY KEY,
    person_id  uuid REFERENCES person,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

CREATE INDEX password_reset_age ON password_reset (created_at);

-- One row for each sign-in; never moves to another workspace. Kept until its last token has expired.
CREATE TABLE person_session
(
    id           uuid PRIMARY KEY,
    person_id    uuid        NOT NULL REFERENCES person,
    workspace_id uuid        NOT NULL REFERENCES workspace,
    signed_in_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- As people know it: "Firefox on Linux".
    browser      text        NOT NULL,
    address      text        NOT NULL,
    -- Grows with every change of the person's role; services refuse tokens of lower ones.
    revision     int         NOT NULL DEFAULT 0,
    ended_at     timestamptz
);

CREATE INDEX person_session_of_person ON person_session (person_id, workspace_id) WHERE ended_at IS NULL;
CREATE INDEX person_session_age ON person_session (expires_at);

-- What other services have to be told, by topic and key. What is told is read when it is told, so that the last state wins.
CREATE TABLE publication_due
(
    topic text NOT NULL,
    key   text NOT NULL,
    PRIMARY KEY (topic, key)
);

-- Mails that wait for the mail server. Their words and links are made when they are sent: no link is ever at rest.
CREATE TABLE account_mail
(
    id         uuid PRIMARY KEY,
    kind       text        NOT NULL,
    subject_id uuid        NOT NULL,
    due_at     timestamptz NOT NULL,
    attempts   int         NOT NULL DEFAULT 0,
    sent_at    timestamptz,
    -- Not tried again.
    failed_at  timestamptz
);

CREATE INDEX account_mail_due ON account_mail (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX account_mail_subject ON account_mail (subject_id, due_at DESC);

-- Who changed which setting. Rows are only ever added.
CREATE TABLE audit_entry
(
    id        uuid PRIMARY KEY,
    workspace text        NOT NULL REFERENCES workspace (slug),
    at        timestamptz NOT NULL,
    -- One of them, or neither for the service itself.
    person_id uuid REFERENCES person,
    key_id    uuid REFERENCES api_key,
    action    text        NOT NULL,
    -- What was changed, as people call it.
    subject   text        NOT NULL,
    detail    text,
    address   text        NOT NULL
);

-- Pages go from the newest to the oldest of a workspace; the id makes the order total.
CREATE INDEX audit_entry_of_workspace ON audit_entry (workspace, at DESC, id DESC);
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
INSERT INTO api_key (id, workspace, name, hash, hint, scopes, created_at, created_by, revoked_at, last_used_at, changed_at, published_at, expires_at) OVERRIDING SYSTEM VALUE
SELECT id, workspace, name, hash, hint, scopes, created_at, created_by, revoked_at, last_used_at, changed_at, published_at, expires_at FROM json_populate_recordset(NULL::api_key, '[{"id":"0452c760-f897-404f-8fbf-8f2f90da1121","workspace":"acme","name":"First ingest key","hash":"abf862814ce6bd0d13e71b5d84385f239f393ca8177747bf46a2aabfd9f3a858","hint":"sl_Stor…","scopes":["ingest"],"created_at":"2026-11-30T16:30:21.946664+00:00","created_by":"3b5e61ac-07fb-4eda-ad65-ee3052080665","revoked_at":null,"last_used_at":null,"changed_at":"2026-11-30T16:30:21.946664+00:00","published_at":"2026-11-30T16:30:21.946664+00:00","expires_at":null}]');
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) OVERRIDING SYSTEM VALUE
SELECT installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success FROM json_populate_recordset(NULL::flyway_schema_history, '[{"installed_rank":1,"version":"1","description":"accounts and api keys","type":"SQL","script":"db/postgresql/V1__accounts_and_api_keys.sql","checksum":-1462090885,"installed_by":"postgres","installed_on":"2026-11-30T16:29:25.245545","execution_time":34,"success":true}, 
 {"installed_rank":2,"version":"2","description":"saved views","type":"SQL","script":"db/postgresql/V2__saved_views.sql","checksum":45288618,"installed_by":"postgres","installed_on":"2026-11-30T16:29:25.53936","execution_time":7,"success":true}, 
 {"installed_rank":3,"version":"3","description":"people sessions and audit","type":"SQL","script":"db/postgresql/V3__people_sessions_and_audit.sql","checksum":1883832660,"installed_by":"postgres","installed_on":"2026-11-30T16:29:25.566975","execution_time":95,"success":true}]');
INSERT INTO membership (id, person_id, workspace_id, role, joined_at) OVERRIDING SYSTEM VALUE
SELECT id, person_id, workspace_id, role, joined_at FROM json_populate_recordset(NULL::membership, '[{"id":"1ba45e1c-b25c-4826-99ef-0bea56d5633e","person_id":"3b5e61ac-07fb-4eda-ad65-ee3052080665","workspace_id":"1aeec381-f12b-4a0d-9156-ef0ccc293823","role":"OWNER","joined_at":"2026-11-30T16:30:21.587408+00:00"}]');
INSERT INTO person (id, email, name, password_hash) OVERRIDING SYSTEM VALUE
SELECT id, email, name, password_hash FROM json_populate_recordset(NULL::person, '[{"id":"3b5e61ac-07fb-4eda-ad65-ee3052080665","email":"owner@example.com","name":"owner","password_hash":"$2a$10$C/DEQcc.hfBwISjCUsX74.fz6OxyXN4hMJfMt3/H1qF6at.KltXx."}]');
INSERT INTO person_session (id, person_id, workspace_id, signed_in_at, last_used_at, expires_at, browser, address, revision, ended_at) OVERRIDING SYSTEM VALUE
SELECT id, person_id, workspace_id, signed_in_at, last_used_at, expires_at, browser, address, revision, ended_at FROM json_populate_recordset(NULL::person_session, '[{"id":"05db6d82-5909-4f8c-baff-572d6aa5c10c","person_id":"3b5e61ac-07fb-4eda-ad65-ee3052080665","workspace_id":"1aeec381-f12b-4a0d-9156-ef0ccc293823","signed_in_at":"2026-11-30T16:30:54.370161+00:00","last_used_at":"2026-11-30T16:30:54.370161+00:00","expires_at":"2026-12-30T16:30:54.370161+00:00","browser":"Java-http-client","address":"127.0.0.1","revision":0,"ended_at":null}]');
INSERT INTO workspace (id, slug, name) OVERRIDING SYSTEM VALUE
SELECT id, slug, name FROM json_populate_recordset(NULL::workspace, '[{"id":"1aeec381-f12b-4a0d-9156-ef0ccc293823","slug":"acme","name":"acme"}]');
SET session_replication_role = DEFAULT;
