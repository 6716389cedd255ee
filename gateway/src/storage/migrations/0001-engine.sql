-- The first tables. Every key begins with the environment, which is the distribution column when PostgreSQL is spread
-- over machines. accounts, environments and api_keys are small and read by everybody: reference tables there.
-- Identifiers are ASCII and compared byte by byte (collate "C"): ids rise with time, so id order is the order of creation.
-- fillfactor leaves room beside rows that change, so that an update stays on its page and touches no index.

create table accounts (
  id text collate "C" primary key,
  doc json not null
);

create table environments (
  env text collate "C" primary key,
  account text collate "C" not null references accounts (id),
  livemode boolean not null,
  doc json not null
);

create table api_keys (
  hash text collate "C" primary key,
  env text collate "C" not null references environments (env),
  kind text not null check (kind in ('secret', 'publishable')),
  hint text not null,
  created int8 not null,
  revoked int8
);

create table idempotency_keys (
  env text collate "C" not null,
  key text collate "C" not null,
  params json not null,
  created int8 not null,
  status int4,
  body text,
  primary key (env, key)
) with (fillfactor = 12, toast_tuple_target = 8160);
-- An answer is ten times as large as its claim, and comes later: the claims of a page leave room for their answers, so
-- that no answer needs a second index entry. Answers are kept as they are, neither compressed nor moved out.
alter table idempotency_keys alter column body set storage external;

create table payment_methods (
  env text collate "C" not null,
  id text collate "C" not null,
  customer text collate "C",
  doc json not null,
  primary key (env, id)
);
create index payment_methods_customer on payment_methods (env, customer, id) where customer is not null;

create table payment_intents (
  env text collate "C" not null,
  id text collate "C" not null,
  status text not null,
  amount int8 not null,
  currency text not null,
  customer text collate "C",
  metadata text,
  doc json not null,
  primary key (env, id)
) with (fillfactor = 55, toast_tuple_target = 8160);
create index payment_intents_customer on payment_intents (env, customer, id) where customer is not null;
create index payment_intents_metadata on payment_intents using gin ((metadata::jsonb) jsonb_path_ops) where metadata is not null;

create table charges (
  env text collate "C" not null,
  id text collate "C" not null,
  payment_intent text collate "C" not null,
  customer text collate "C",
  doc json not null,
  primary key (env, id)
) with (fillfactor = 90, toast_tuple_target = 8160);
create index charges_payment_intent on charges (env, payment_intent);
create index charges_customer on charges (env, customer, id) where customer is not null;

create table refunds (
  env text collate "C" not null,
  id text collate "C" not null,
  payment_intent text collate "C" not null,
  charge text collate "C" not null,
  doc json not null,
  primary key (env, id)
) with (fillfactor = 70);
create index refunds_payment_intent on refunds (env, payment_intent);
create index refunds_charge on refunds (env, charge);

create table vault_records (
  env text collate "C" not null,
  id text collate "C" not null,
  version int4 not null,
  sealed bytea not null,
  primary key (env, id)
);

-- Calls to processors that have no recorded outcome yet, and everything else that becomes due at a time.
create table due_work (
  env text collate "C" not null,
  id text collate "C" not null,
  kind text not null,
  due_at int8 not null,
  tries int4 not null default 0,
  payload json not null,
  primary key (env, id)
);
create index due_work_due on due_work (due_at);

-- What happened, numbered without gaps for each object. `type` is the public event type, null for facts that only we
-- need. `tx` lets a reader stop below the oldest transaction that is still open, so that no slow commit is skipped.
create table events (
  env text collate "C" not null,
  object_id text collate "C" not null,
  seq int4 not null,
  noun text not null,
  id text collate "C",
  type text,
  created int8 not null,
  request json,
  fact json not null,
  tx int8 not null default pg_current_xact_id()::text::int8,
  primary key (env, object_id, seq)
) with (toast_tuple_target = 8160);
create unique index events_public on events (env, id) where id is not null;
create index events_tail on events using brin (tx) with (pages_per_range = 16, autosummarize = on);

-- The books. `postings` is a list of [move, account, amount]; each move sums to zero.
create table entries (
  env text collate "C" not null,
  id text collate "C" not null,
  type text not null,
  currency text not null,
  source text collate "C" not null,
  created int8 not null,
  available_on int8 not null,
  postings json not null,
  primary key (env, id)
);
create index entries_source on entries (env, source);

create table balances (
  env text collate "C" not null,
  account text collate "C" not null,
  currency text collate "C" not null,
  amount int8 not null,
  primary key (env, account, currency)
) with (fillfactor = 10);
