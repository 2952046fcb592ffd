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
