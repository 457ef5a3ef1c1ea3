-- How many users there are: counting a million rows for each page of a list would cost more than
-- the page. The triggers run in the transaction of the change, so the number is never wrong.
CREATE TABLE user_count (
  only  INTEGER PRIMARY KEY CHECK (only = 1),
  total INTEGER NOT NULL CHECK (total >= 0)
) STRICT;

INSERT INTO user_count VALUES (1, (SELECT count(*) FROM users));

CREATE TRIGGER user_made AFTER INSERT ON users
BEGIN
  UPDATE user_count SET total = total + 1;
END;

CREATE TRIGGER user_gone AFTER DELETE ON users
BEGIN
  UPDATE user_count SET total = total - 1;
END;

INSERT INTO schema_versions VALUES (2, '${program}');
