-- Catalogues of patches that reports are held against; the newest version holds.

CREATE TABLE catalogue_versions (
  version     BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        TEXT COLLATE "C" NOT NULL,
  patches     INTEGER NOT NULL,            -- how many
  text        TEXT COLLATE "C" NOT NULL,
  sha256      TEXT COLLATE "C" NOT NULL,
  note        TEXT COLLATE "C" NOT NULL,
  created_at  BIGINT NOT NULL,
  created_by  TEXT COLLATE "C" NOT NULL
);
