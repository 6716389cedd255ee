-- Who pays again: customers, what is saved for them, and how it came to be saved.

create table customers (
  env text collate "C" not null,
  id text collate "C" not null,
  deleted boolean not null,
  email text collate "C",
  name text,
  phone text,
  metadata text,
  doc json not null,
  primary key (env, id)
) with (fillfactor = 80);
create index customers_email on customers (env, email, id) where email is not null;
create index customers_metadata on customers using gin ((metadata::jsonb) jsonb_path_ops) where metadata is not null;

-- What lists of a customer's methods filter on.
alter table payment_methods add column type text, add column allow_redisplay text;
update payment_methods set type = doc::jsonb ->> 'type', allow_redisplay = coalesce(doc::jsonb ->> 'allow_redisplay', 'unspecified');

create table setup_intents (
  env text collate "C" not null,
  id text collate "C" not null,
  customer text collate "C",
  payment_method text collate "C",
  doc json not null,
  primary key (env, id)
) with (fillfactor = 60);
create index setup_intents_customer on setup_intents (env, customer, id) where customer is not null;

create table setup_attempts (
  env text collate "C" not null,
  id text collate "C" not null,
  setup_intent text collate "C" not null,
  doc json not null,
  primary key (env, id)
);
create index setup_attempts_intent on setup_attempts (env, setup_intent, id);

create table mandates (
  env text collate "C" not null,
  id text collate "C" not null,
  payment_method text collate "C" not null,
  doc json not null,
  primary key (env, id)
);
create index mandates_payment_method on mandates (env, payment_method, id);

-- What lets a browser or an app see and save the methods of one customer, for half an hour.
create table customer_sessions (
  env text collate "C" not null,
  id text collate "C" not null,
  customer text collate "C" not null,
  doc json not null,
  primary key (env, id)
);
