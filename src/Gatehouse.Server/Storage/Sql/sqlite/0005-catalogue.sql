-- Catalogues of patches that reports are held against; the newest version holds.

CREATE TABLE catalogue_versions (
  version     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name        TEXT    NOT NULL,
  patches     INTEGER NOT NULL,            -- how many
  text        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  created_by  TEXT    NOT NULL
);
