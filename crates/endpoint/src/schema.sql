-- One row a request. What was posted is kept as it came; what this endpoint found stands beside it.
CREATE TABLE requests (
    id              TEXT PRIMARY KEY,           -- the sender's idempotency key
    reference       TEXT NOT NULL UNIQUE,
    received_at     INTEGER NOT NULL,           -- milliseconds since 1970, UTC
    fingerprint     TEXT NOT NULL,              -- SHA-256 of the request with sorted members: tells a repetition from a conflict
    source          TEXT NOT NULL CHECK (source IN ('widget', 'form')),
    policy          TEXT,                       -- null where a plain form names none
    locale          TEXT NOT NULL,
    customer_name   TEXT NOT NULL,
    customer_email  TEXT NOT NULL,
    order_id        TEXT NOT NULL,
    subject         TEXT NOT NULL,
    message         TEXT NOT NULL,
    request         TEXT NOT NULL,              -- JSON as posted
    browser_verdict TEXT,                       -- JSON as posted: a claim
    verdict         TEXT,                       -- JSON by this endpoint's policy and clock; null for a plain form
    differences     TEXT NOT NULL               -- JSON: where the two verdicts differ
) STRICT;

CREATE INDEX requests_by_time ON requests (received_at);

CREATE TABLE files (
    request_id TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,                -- its place in `attachments`
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,                   -- by content, not as claimed
    size       INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    evidence   TEXT,
    content    BLOB NOT NULL,
    PRIMARY KEY (request_id, position)
) STRICT;

PRAGMA user_version = 1;
