PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO flyway_schema_history VALUES(1,'1','users','SQL','V1__users.sql',-1947976570,'','2026-11-28 22:28:03.677',0,1);
INSERT INTO flyway_schema_history VALUES(2,'2','user count','SQL','V2__user_count.sql',2027820541,'','2026-11-28 22:28:03.680',0,1);
INSERT INTO flyway_schema_history VALUES(3,'3','audit events','SQL','V3__audit_events.sql',-1147395347,'','2026-11-28 22:28:03.683',0,1);
INSERT INTO flyway_schema_history VALUES(4,'4','directory users','SQL','V4__directory_users.sql',-70384094,'','2026-11-28 22:28:03.686',0,1);
CREATE TABLE schema_versions (
  number  INTEGER PRIMARY KEY,
  program TEXT NOT NULL
) STRICT;
INSERT INTO schema_versions VALUES(1,'0.0.4');
INSERT INTO schema_versions VALUES(2,'0.0.4');
INSERT INTO schema_versions VALUES(3,'0.0.4');
INSERT INTO schema_versions VALUES(4,'0.0.4');
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
, kept TEXT NOT NULL DEFAULT 'HERE'
  CHECK (kept IN ('HERE', 'DIRECTORY') AND (kept = 'HERE') = (password_hash IS NOT NULL)), directory_id TEXT
  CHECK (directory_id IS NULL OR length(directory_id) = 36 AND kept = 'DIRECTORY')) STRICT;
INSERT INTO users VALUES(1,'admin','ADMINISTRATOR','ENABLED','$argon2id$v=19$m=64,t=1,p=1$5lm8Ai9xxjhUMuM/csN/Nw$TPB3Vo+ONIQ0deq0c8NGcWSvUDNZbyjDk7EjCh5xM8Y',1,1,1764000000000,1764000000000,'HERE',NULL);
INSERT INTO users VALUES(2,'alice','USER','ENABLED','$argon2id$v=19$m=64,t=1,p=1$5lm8Ai9xxjhUMuM/csN/Nw$TPB3Vo+ONIQ0deq0c8NGcWSvUDNZbyjDk7EjCh5xM8Y',3,2,1764000100000,1764000300000,'HERE',NULL);
INSERT INTO users VALUES(4,'bob','USER','DISABLED','$argon2id$v=19$m=64,t=1,p=1$5lm8Ai9xxjhUMuM/csN/Nw$TPB3Vo+ONIQ0deq0c8NGcWSvUDNZbyjDk7EjCh5xM8Y',2,2,1764000400000,1764000500000,'HERE',NULL);
INSERT INTO users VALUES(6,'carol','USER','ENABLED',NULL,1,1,1764000700000,1764000700000,'DIRECTORY','6f1b4a9e-3c2d-4f5a-8b7c-9d0e1f2a3b4c');
CREATE TABLE grants (
  user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  namespace TEXT    NOT NULL CHECK (length(namespace) BETWEEN 1 AND 255),
  level     TEXT    NOT NULL CHECK (level IN ('PULL', 'PUSH', 'FULL')),
  PRIMARY KEY (user_id, namespace, level)
) STRICT, WITHOUT ROWID;
INSERT INTO grants VALUES(2,'lib/base','PULL');
INSERT INTO grants VALUES(2,'team','PUSH');
INSERT INTO grants VALUES(4,'team','FULL');
INSERT INTO grants VALUES(6,'team','PULL');
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
INSERT INTO account_changes VALUES(1,1764000000000,'create-user','system','start','r1',1,'admin','{"role":"ADMINISTRATOR","status":"ENABLED","grants":[]}');
INSERT INTO account_changes VALUES(2,1764000100000,'create-user','user:admin#1','192.0.2.7','r2',2,'alice','{"role":"USER","status":"ENABLED","grants":[]}');
INSERT INTO account_changes VALUES(3,1764000450000,'delete-user','socket:uid=0','socket','r3',3,'gone','{"role":"USER","status":"ENABLED","grants":[]}');
CREATE TABLE user_count (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  total INTEGER NOT NULL CHECK (total >= 0)
) STRICT;
INSERT INTO user_count VALUES(1,4);
CREATE TABLE audit_events (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  user_name  TEXT    NOT NULL,
  repository TEXT    NOT NULL,
  reference  TEXT    NOT NULL,
  digest     TEXT    NOT NULL,
  details    TEXT    NOT NULL CHECK (json_valid(details))
) STRICT;
INSERT INTO audit_events VALUES(1,1764000600000,'pull-manifest','user:alice#2','192.0.2.8','r4','alice','team/app','1.0','sha256:abababababababababababababababababababababababababababababababab','{}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('users',6);
INSERT INTO sqlite_sequence VALUES('account_changes',3);
INSERT INTO sqlite_sequence VALUES('audit_events',1);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX enabled_administrators ON users (id)
  WHERE role = 'ADMINISTRATOR' AND status = 'ENABLED';
CREATE TRIGGER user_made AFTER INSERT ON users
BEGIN
  UPDATE user_count SET total = total + 1;
END;
CREATE TRIGGER user_gone AFTER DELETE ON users
BEGIN
  UPDATE user_count SET total = total - 1;
END;
CREATE INDEX audit_events_at         ON audit_events (at);
CREATE INDEX audit_events_kind       ON audit_events (kind, at);
CREATE INDEX audit_events_user       ON audit_events (user_name, at) WHERE user_name <> '';
CREATE INDEX audit_events_repository ON audit_events (repository, at) WHERE repository <> '';
CREATE INDEX account_changes_at      ON account_changes (at);
CREATE INDEX account_changes_user    ON account_changes (user_name, at);
CREATE INDEX account_changes_actor   ON account_changes (actor, at);
CREATE UNIQUE INDEX users_of_directory ON users (directory_id) WHERE directory_id IS NOT NULL;
COMMIT;
