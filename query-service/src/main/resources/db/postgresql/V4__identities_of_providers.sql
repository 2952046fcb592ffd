-- Null for who signs in by a provider alone; a link by mail sets one.
ALTER TABLE person ALTER COLUMN password_hash DROP NOT NULL;

-- Whom an OpenID provider means. Its subject is what never changes there; an e-mail may be given to somebody else.
CREATE TABLE provider_identity
(
    id        uuid PRIMARY KEY,
    issuer    text        NOT NULL,
    subject   text        NOT NULL,
    person_id uuid        NOT NULL REFERENCES person,
    linked_at timestamptz NOT NULL,
    UNIQUE (issuer, subject),
    -- A second subject with the same e-mail is somebody else, who must not get into the account.
    UNIQUE (person_id, issuer)
);
