-- What happened that is no change of an account: logins, denials, uses of manifests. Events come by
-- the thousand in one transaction, and the oldest go; changes of accounts stay in their own table,
-- each written with the change. Both are read as one, by time.
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

-- One for each question that is asked; each ends in the number by itself, so no answer is sorted.
CREATE INDEX audit_events_at         ON audit_events (at);
CREATE INDEX audit_events_kind       ON audit_events (kind, at);
CREATE INDEX audit_events_user       ON audit_events (user_name, at) WHERE user_name <> '';
CREATE INDEX audit_events_repository ON audit_events (repository, at) WHERE repository <> '';
CREATE INDEX account_changes_at      ON account_changes (at);
CREATE INDEX account_changes_user    ON account_changes (user_name, at);
CREATE INDEX account_changes_actor   ON account_changes (actor, at);

INSERT INTO schema_versions VALUES (3, '${program}');
