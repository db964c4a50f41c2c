-- Who endpoints are, what they last said, and the keys of the server.
-- Times are milliseconds since 1970-01-01 UTC. Ids are UUIDs in lower case with hyphens.
-- Texts compare octet by octet (COLLATE "C"), as they do in the embedded database, whatever the locale of this one.

CREATE TABLE endpoints (
  id                       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  state                    INTEGER NOT NULL,  -- EndpointState: 1 active, 2 held, 3 revoked
  state_reason             TEXT COLLATE "C",
  state_changed_at         BIGINT  NOT NULL,
  key_fingerprint          BYTEA   NOT NULL,  -- SHA-256 of the public key (SubjectPublicKeyInfo)
  pending_key_fingerprint  BYTEA,             -- key of a renewal, until it is used for the first time
  host_name                TEXT COLLATE "C" NOT NULL,
  operating_system         TEXT COLLATE "C" NOT NULL,
  agent_version            TEXT COLLATE "C" NOT NULL,
  enrolled_at              BIGINT  NOT NULL,
  enrollment_token_id      TEXT COLLATE "C",
  certificate_serial       TEXT COLLATE "C",
  certificate_expires_at   BIGINT,
  last_address             TEXT COLLATE "C",
  instance_id              TEXT COLLATE "C",              -- the start of the agent that opened the last session
  last_session_at          BIGINT,
  last_heartbeat_at        BIGINT,            -- the four truths: heartbeat,
  policy_version_held      BIGINT,            -- policy held by the endpoint,
  policy_held_at           BIGINT,
  last_log_at              BIGINT,            -- log,
  last_verdict             INTEGER,           -- verdict
  last_verdict_at          BIGINT,
  last_verdict_exchange    TEXT COLLATE "C",
  desired_access           INTEGER,           -- Access: 1 off, 2 isolated, 3 admitted
  desired_access_at        BIGINT,
  confirmed_access         INTEGER,
  confirmed_access_at      BIGINT,
  enforcement_error        TEXT COLLATE "C"
);
CREATE UNIQUE INDEX endpoints_by_key ON endpoints (key_fingerprint);
CREATE UNIQUE INDEX endpoints_by_pending_key ON endpoints (pending_key_fingerprint) WHERE pending_key_fingerprint IS NOT NULL;
CREATE INDEX endpoints_by_state ON endpoints (state, id);
CREATE INDEX endpoints_by_host_name ON endpoints (host_name);

CREATE TABLE endpoint_hardware (
  endpoint_id  TEXT COLLATE "C" NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
  hardware_id  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (endpoint_id, hardware_id)
);
CREATE INDEX endpoint_hardware_by_id ON endpoint_hardware (hardware_id);

-- The starts of an endpoint's agent. One that comes back after a later one is a second live copy of the same key.
CREATE TABLE endpoint_instances (
  endpoint_id  TEXT COLLATE "C" NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
  instance_id  TEXT COLLATE "C" NOT NULL,
  seen_at      BIGINT NOT NULL,
  PRIMARY KEY (endpoint_id, instance_id)
);

CREATE TABLE enrollment_tokens (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  secret_hash  BYTEA   NOT NULL,              -- SHA-256 of the secret part, which is 32 random octets
  note         TEXT COLLATE "C" NOT NULL,
  made_at      BIGINT  NOT NULL,
  expires_at   BIGINT  NOT NULL,
  uses_left    INTEGER NOT NULL,
  revoked_at   BIGINT
);

CREATE TABLE server_keys (
  id            BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  secret        BYTEA   NOT NULL,             -- 32 random octets
  made_at       BIGINT  NOT NULL,
  current_from  BIGINT  NOT NULL              -- nodes know a key some time before one of them seals with it
);

CREATE TABLE exchanges (
  exchange_id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  endpoint_id       TEXT COLLATE "C" NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
  received_at       BIGINT  NOT NULL,
  report            BYTEA   NOT NULL,         -- body of packet 3, deflated
  verdict           INTEGER NOT NULL,
  verdict_document  BYTEA   NOT NULL,         -- body of packet 4, deflated
  policy_version    BIGINT  NOT NULL
);
CREATE INDEX exchanges_by_endpoint ON exchanges (endpoint_id, received_at);
CREATE INDEX exchanges_by_time ON exchanges (received_at);

CREATE TABLE agent_log (
  id           BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  endpoint_id  TEXT COLLATE "C" NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
  received_at  BIGINT  NOT NULL,
  line         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX agent_log_by_endpoint ON agent_log (endpoint_id, id);

CREATE TABLE users (
  name           TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- in lower case
  password_hash  TEXT COLLATE "C" NOT NULL,             -- algorithm, iterations, salt and hash
  made_at        BIGINT  NOT NULL,
  disabled_at    BIGINT
);
