-- Who may do what, how often, and who did it.

-- A key is named by its id wherever it is spoken of. Restricted keys have permissions: {"refunds": "read", …}. A key whose
-- time of revocation lies ahead works until then.
alter table api_keys
  add column id text collate "C",
  add column name text,
  add column permissions json,
  -- Requests a second; null for what the environment says.
  add column rate_limit int4;
update api_keys set id = 'key_' || substr(hash, 1, 24);
alter table api_keys
  alter column id set not null,
  drop constraint api_keys_kind_check,
  add constraint api_keys_kind_check check (kind in ('secret', 'publishable', 'restricted'));
create unique index api_keys_id on api_keys (env, id);

-- Every write is noted in its commit. A command's note stands beside the last of its facts, and the last fact of each other
-- object names it: a row of its own for each write would have cost a payment three times as much. What changed is not
-- repeated: the note names the facts, [id, first, last], and an object before and after is their fold.
alter table events
  add column audit text collate "C",
  add column audit_note json;
create index events_audit on events (env, audit) where audit_note is not null;

-- Writes that bring no facts: keys, clocks, faults, settings. They carry what changed.
create table audit_log (
  env text collate "C" not null,
  audit text collate "C" not null,
  object_id text collate "C" not null,
  audit_note json not null,
  primary key (env, audit)
);
create index audit_log_object on audit_log (env, object_id);
