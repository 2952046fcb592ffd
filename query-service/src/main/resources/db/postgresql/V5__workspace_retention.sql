-- For how many days a workspace keeps things, where that is shorter than the installation does: NULL is as long as that.
CREATE TABLE workspace_retention
(
    workspace    text PRIMARY KEY REFERENCES workspace (slug),
    rows_days    int CHECK (rows_days >= 2),
    rollups_days int CHECK (rollups_days >= 2),
    images_days  int CHECK (images_days >= 1)
);
