-- An actor is user:NAME#NUMBER. By the name alone, so that all that an administrator ever did is a
-- range of this index in order of time, however many accounts of that name there were.
DROP INDEX account_changes_actor;
CREATE INDEX account_changes_by ON account_changes (substr(actor, 1, instr(actor, '#')), at);

INSERT INTO schema_versions VALUES (5, '${program}');
