-- Foreign APIs. A merchant's own reference that may be used once; `id` is the space and the value, `object` what has it.
create table foreign_references (
  env text collate "C" not null,
  id text collate "C" not null,
  object text collate "C" not null,
  primary key (env, id)
);

-- Credentials that are no API keys of ours: a merchant's id, a user's token. Each stands for a key, by its id: what it may do is
-- the key's, and it ends with it. Stored hashed; small and read by everybody, like api_keys.
create table dialect_credentials (
  dialect text not null,
  kind text not null,
  hash text collate "C" not null,
  env text collate "C" not null references environments (env),
  key text collate "C" not null,
  data json not null,
  primary key (dialect, kind, hash)
);
