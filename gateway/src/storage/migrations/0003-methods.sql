-- The simulated bank's own books: what a processor knows of the payments that were asked of it. It lies outside the engine,
-- which never reads them but through a connector's questions. Sandboxes only.
create table bank_payments (
  env text collate "C" not null,
  -- The attempt (`ch_…`) that the bank was asked for.
  id text collate "C" not null,
  payment text collate "C" not null,
  -- What a payer types or scans: a virtual account's number, a code's text, a voucher's digits.
  lookup text collate "C",
  phone text collate "C",
  -- The number is given to nobody else meanwhile.
  open boolean not null,
  doc json not null,
  primary key (env, id)
);
create unique index bank_payments_lookup on bank_payments (env, lookup) where open and lookup is not null;
create index bank_payments_phone on bank_payments (env, phone, id) where phone is not null;

-- Faults that the simulated processor is told to have, and how often each has been met.
create table bank_faults (
  env text collate "C" not null,
  id text collate "C" not null,
  seen int4 not null default 0,
  doc json not null,
  primary key (env, id)
);

-- Exchange rates as loaded: units of `quote` for one `base`, newest day first. Read by everybody, like accounts.
create table exchange_rates (
  base text not null,
  quote text not null,
  day date not null,
  rate numeric not null check (rate > 0),
  correction numeric not null default 1 check (correction > 0),
  source text not null,
  primary key (base, quote, day)
);
