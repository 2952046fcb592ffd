-- From when on what is ordinary is learned, where somebody took a new level as the new normal; null for as far as there is.
ALTER TABLE alert_series ADD COLUMN learned_from timestamptz;
