-- What nodes over one database tell one another.

CREATE TABLE changes (
  topic     TEXT COLLATE "C" NOT NULL PRIMARY KEY,  -- what was changed: policies
  revision  BIGINT NOT NULL                    -- grows by one with each change
);

CREATE TABLE trust_anchors (               -- public parts only: the keys are in the data folders of the nodes
  number       INTEGER NOT NULL PRIMARY KEY,
  fingerprint  TEXT COLLATE "C" NOT NULL       -- SHA-256 of the public key, in hexadecimal digits
);
