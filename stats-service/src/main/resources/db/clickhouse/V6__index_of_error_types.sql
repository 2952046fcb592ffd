-- Error types of a granule, of which there are few: without it a rare one was looked for in every row of the window.
ALTER TABLE inference ADD INDEX IF NOT EXISTS error_type_index error_type TYPE set(20) GRANULARITY 1;

ALTER TABLE inference MATERIALIZE INDEX error_type_index;
