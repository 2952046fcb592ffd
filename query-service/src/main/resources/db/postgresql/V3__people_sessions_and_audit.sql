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
