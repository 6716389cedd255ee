-- The vault by envelopes: a record's own key, wrapped by its environment's data key, which a key-encryption key wraps.
-- A record from before is sealed under the key-encryption key `version` itself and has neither; `florin vault rotate` gives
-- it both. All of the vault's tables begin with vault_, so that a role of its own can be given them and nothing else.
alter table vault_records add column data_key int4;
alter table vault_records add column wrapped bytea;
alter table vault_records alter column version set default 0;
alter table vault_records add constraint vault_records_key check ((data_key is null) = (wrapped is null));
create index vault_records_before on vault_records (version, env, id) where data_key is null;

-- Keys, wrapped. `kek` names what wrapped them: `local:2`, `transit:florin`. The key of all keyed hashes has the
-- environment '' and the purpose 'hash'; it is also what a start is tried on.
create table vault_keys (
  env text collate "C" not null,
  purpose text collate "C" not null check (purpose in ('data', 'hash')),
  number int4 not null,
  kek text not null,
  wrapped bytea not null,
  created int8 not null default (extract(epoch from clock_timestamp()) * 1000)::int8,
  primary key (env, purpose, number)
);

-- Every reveal, its call and why, in real time; and the end of a record. `opened` is false where the record did not open.
create table vault_accesses (
  env text collate "C" not null,
  record text collate "C" not null,
  seq int8 generated always as identity,
  call text collate "C" not null,
  reason text not null,
  opened boolean not null default true,
  at int8 not null default (extract(epoch from clock_timestamp()) * 1000)::int8,
  primary key (env, record, seq)
);
