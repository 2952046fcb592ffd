-- Who it is, so that they can be forgotten when they leave the workspace; null for those known from their work on rules alone.
ALTER TABLE known_person ADD COLUMN person_id text;

CREATE UNIQUE INDEX known_person_id ON known_person (workspace, person_id) WHERE person_id IS NOT NULL;
