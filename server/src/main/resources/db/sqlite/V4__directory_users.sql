-- Where the password of a user is kept: here, hashed, or in the directory, and then nothing of it.
ALTER TABLE users ADD COLUMN kept TEXT NOT NULL DEFAULT 'HERE'
  CHECK (kept IN ('HERE', 'DIRECTORY') AND (kept = 'HERE') = (password_hash IS NOT NULL));

-- Who a user is in the directory: objectGUID, which outlives renames and is never given to another.
-- NULL also until the first login of a user that was taken over from elsewhere.
ALTER TABLE users ADD COLUMN directory_id TEXT
  CHECK (directory_id IS NULL OR length(directory_id) = 36 AND kept = 'DIRECTORY');

-- One account for each person, and the way to it at a login.
CREATE UNIQUE INDEX users_of_directory ON users (directory_id) WHERE directory_id IS NOT NULL;

INSERT INTO schema_versions VALUES (4, '${program}');
