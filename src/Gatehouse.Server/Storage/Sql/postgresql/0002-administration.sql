-- Policies and who is under which, who may administer, and what administrators did.

CREATE TABLE policies (
  name            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  active_version  BIGINT,                      -- of policy_versions
  activated_at    BIGINT,
  activated_by    TEXT COLLATE "C"
);

CREATE TABLE policy_versions (
  version     BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,  -- grows over all policies
  policy      TEXT COLLATE "C" NOT NULL REFERENCES policies (name),
  yaml        TEXT COLLATE "C" NOT NULL,
  sha256      TEXT COLLATE "C" NOT NULL,
  note        TEXT COLLATE "C" NOT NULL,
  created_at  BIGINT NOT NULL,
  created_by  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX policy_versions_by_policy ON policy_versions (policy, version);

CREATE TABLE assignments (                     -- endpoints that are not under the policy "default"
  endpoint_id  TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES endpoints (id) ON DELETE CASCADE,
  policy       TEXT COLLATE "C" NOT NULL REFERENCES policies (name)
);
CREATE INDEX assignments_by_policy ON assignments (policy);

CREATE TABLE api_tokens (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  secret_hash   BYTEA   NOT NULL,              -- SHA-256 of the whole token, 32 octets of which are random
  name          TEXT COLLATE "C" NOT NULL,
  role          INTEGER NOT NULL,              -- ApiRole: 1 viewer, 2 operator, 3 administrator
  created_at    BIGINT  NOT NULL,
  created_by    TEXT COLLATE "C" NOT NULL,
  expires_at    BIGINT,
  last_used_at  BIGINT,
  revoked_at    BIGINT
);
CREATE INDEX api_tokens_by_time ON api_tokens (created_at, id);

CREATE TABLE audit (
  id         BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         BIGINT NOT NULL,
  actor      TEXT COLLATE "C" NOT NULL,
  actor_id   TEXT COLLATE "C",
  address    TEXT COLLATE "C",
  action     TEXT COLLATE "C" NOT NULL,
  subject    TEXT COLLATE "C" NOT NULL,
  before     TEXT COLLATE "C",                             -- JSON, never with a secret
  after      TEXT COLLATE "C"
);
CREATE INDEX audit_by_subject ON audit (subject, id);

ALTER TABLE enrollment_tokens ADD COLUMN uses INTEGER NOT NULL DEFAULT 1;
ALTER TABLE enrollment_tokens ADD COLUMN made_by TEXT COLLATE "C" NOT NULL DEFAULT 'server';
CREATE INDEX enrollment_tokens_by_time ON enrollment_tokens (made_at, id);
