-- Which repositories there are. The names are those of the registry, compared byte by byte, which
-- is the order of every listing. Times are whole milliseconds since 1970 (UTC).
--
-- manifest is a digest it was known to have, asked for before it is called empty. looked_at is when
-- its tags were last counted. empty = 1: neither a tag nor a known manifest was left in it then.
CREATE TABLE repositories (
  name         TEXT    NOT NULL COLLATE BINARY CHECK (length(name) BETWEEN 1 AND 255),
  first_seen   INTEGER NOT NULL,
  last_seen    INTEGER NOT NULL,
  last_push    INTEGER,
  last_push_by TEXT,
  last_pull    INTEGER,
  manifest     TEXT,
  tags         INTEGER CHECK (tags >= 0),
  looked_at    INTEGER,
  empty        INTEGER NOT NULL DEFAULT 0 CHECK (empty IN (0, 1)),
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- What listings walk: names alone, side by side, without those in which nothing is left.
CREATE INDEX shown_repositories ON repositories (name) WHERE empty = 0;

-- One row: of which registry the index is, when the last whole reading of its list began, and when
-- the last crawl ended. Without listed, the index does not answer.
CREATE TABLE catalog_crawls (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  registry TEXT    NOT NULL,
  listed   INTEGER,
  ended    INTEGER
) STRICT;

INSERT INTO schema_versions VALUES (6, '${program}');
