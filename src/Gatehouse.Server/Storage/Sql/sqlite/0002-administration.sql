-- Policies and who is under which, who may administer, and what administrators did.

CREATE TABLE policies (
  name            TEXT    NOT NULL PRIMARY KEY,
  active_version  INTEGER,                     -- of policy_versions
  activated_at    INTEGER,
  activated_by    TEXT
);

CREATE TABLE policy_versions (
  version     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- grows over all policies
  policy      TEXT    NOT NULL REFERENCES policies (name),
  yaml        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  created_by  TEXT    NOT NULL
);
CREATE INDEX policy_versions_by_policy ON policy_versions (policy, version);

CREATE TABLE assignments (                     -- endpoints that are not under the policy "default"
  endpoint_id  TEXT NOT NULL PRIMARY KEY REFERENCES endpoints (id) ON DELETE CASCADE,
  policy       TEXT NOT NULL REFERENCES policies (name)
);
CREATE INDEX assignments_by_policy ON assignments (policy);

CREATE TABLE api_tokens (
  id            TEXT    NOT NULL PRIMARY KEY,
  secret_hash   BLOB    NOT NULL,              -- SHA-256 of the whole token, 32 octets of which are random
  name          TEXT    NOT NULL,
  role          INTEGER NOT NULL,              -- ApiRole: 1 viewer, 2 operator, 3 administrator
  created_at    INTEGER NOT NULL,
  created_by    TEXT    NOT NULL,
  expires_at    INTEGER,
  last_used_at  INTEGER,
  revoked_at    INTEGER
);
CREATE INDEX api_tokens_by_time ON api_tokens (created_at, id);

CREATE TABLE audit (
  id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  actor_id   TEXT,
  address    TEXT,
  action     TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  before     TEXT,                             -- JSON, never with a secret
  after      TEXT
);
CREATE INDEX audit_by_subject ON audit (subject, id);

ALTER TABLE enrollment_tokens ADD COLUMN uses INTEGER NOT NULL DEFAULT 1;
ALTER TABLE enrollment_tokens ADD COLUMN made_by TEXT NOT NULL DEFAULT 'server';
CREATE INDEX enrollment_tokens_by_time ON enrollment_tokens (made_at, id);
