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

-- One row for each write, in the commit of the write. What changed is not repeated: `objects` names the facts of it,
-- [id, first, last], and the object before and after is their fold. `change` is for writes that have no facts.
create table audit_log (
  env text collate "C" not null,
  id text collate "C" not null,
  created int8 not null,
  operation text collate "C" not null,
  actor text collate "C" not null,
  api_key text collate "C",
  request text collate "C",
  address text,
  call text,
  objects json,
  change json,
  tx int8 not null default pg_current_xact_id()::text::int8,
  primary key (env, id)
);
-- From an object's facts to their commits. The rows of a flush share one transaction, which the index holds once.
create index audit_log_tx on audit_log (env, tx);
-- Rare values are found by block: nothing is written here until a range of blocks is full.
create index audit_log_rare on audit_log using brin
  (api_key text_bloom_ops, request text_bloom_ops, operation text_bloom_ops) with (pages_per_range = 32, autosummarize = on);
