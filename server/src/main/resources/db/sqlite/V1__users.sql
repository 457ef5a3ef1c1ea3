-- Times are whole milliseconds since 1970 (UTC): they compare and index as numbers, need no parser
-- that could fail, and mean the same in every database.

-- Which program made which schema; each migration adds its own row, in its own transaction.
CREATE TABLE schema_versions (
  number  INTEGER PRIMARY KEY,
  program TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: an id is never given a second time, so a re-created user inherits nothing.
-- password_hash is NULL only where no password is kept here.
CREATE TABLE users (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  name               TEXT    NOT NULL UNIQUE COLLATE BINARY
                             CHECK (length(name) BETWEEN 1 AND 128 AND name NOT GLOB '*[^a-z0-9._@+-]*'),
  role               TEXT    NOT NULL CHECK (role IN ('USER', 'ADMINISTRATOR')),
  status             TEXT    NOT NULL CHECK (status IN ('ENABLED', 'DISABLED')),
  password_hash      TEXT    CHECK (password_hash <> ''),
  version            INTEGER NOT NULL CHECK (version >= 1),
  credential_version INTEGER NOT NULL CHECK (credential_version >= 1),
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL
) STRICT;

-- The guard of the last administrator asks this inside a transaction, among a million users too.
CREATE INDEX enabled_administrators ON users (id)
  WHERE role = 'ADMINISTRATOR' AND status = 'ENABLED';

-- A table of its own, so that who has rights in a namespace can be asked; the rows of one user lie
-- side by side in the primary key, so that they come with the user in one query.
CREATE TABLE grants (
  user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  namespace TEXT    NOT NULL CHECK (length(namespace) BETWEEN 1 AND 255),
  level     TEXT    NOT NULL CHECK (level IN ('PULL', 'PUSH', 'FULL')),
  PRIMARY KEY (user_id, namespace, level)
) STRICT, WITHOUT ROWID;

-- What happened to users: one row for each change, written with it. The number is the change
-- number. It outlives the user, so it refers to nothing. Never a password, never a hash.
CREATE TABLE account_changes (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('create-user', 'update-user', 'renew-hash', 'delete-user')),
  actor      TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  user_id    INTEGER NOT NULL,
  user_name  TEXT    NOT NULL,
  details    TEXT    NOT NULL CHECK (json_valid(details))
) STRICT;

INSERT INTO schema_versions (number, program) VALUES (1, '${program}');
