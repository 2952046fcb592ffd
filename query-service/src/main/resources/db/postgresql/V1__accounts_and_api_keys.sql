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
