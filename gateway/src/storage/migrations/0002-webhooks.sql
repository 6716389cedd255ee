-- Events reach merchants: endpoints, their queues, and what became of each delivery.

-- The log of public events, read in the order of their transactions, environment by environment. It replaces the tail
-- over everything: a reader has one environment, and a reader that lags must not scan what others wrote.
drop index events_tail;
create index events_log on events (env, tx, id) where id is not null;

-- `patterns` is the list of enabled events as LIKE patterns, separated by commas, for the reader of the log.
create table webhook_endpoints (
  env text collate "C" not null,
  id text collate "C" not null,
  state text not null check (state in ('enabled', 'disabled', 'deleted')),
  patterns text not null,
  doc json not null,
  primary key (env, id)
);

-- Where an endpoint's deliveries stand: everything up to the cursor is delivered or has a row of its own. A queue whose id
-- is an origin (https://shop.example) serves the URLs of single payments; it has rows only, and reads no log.
create table webhook_queues (
  env text collate "C" not null,
  id text collate "C" not null,
  -- The number of the endpoint's fact that enabled it: a newer one begins a new cursor.
  since int4 not null default 0,
  cursor_tx int8 not null default 0,
  cursor_id text collate "C" not null default '',
  -- Failed attempts since the last success, and since when (the environment's time).
  failures int4 not null default 0,
  failing_since int8,
  -- Nothing is tried before (real time): the receiver is away, and one attempt will find out when it is back.
  held_until int8,
  primary key (env, id)
) with (fillfactor = 50);

-- One event for one receiver. A delivery that succeeded at once is one row, written once.
create table webhook_deliveries (
  env text collate "C" not null,
  queue text collate "C" not null,
  event text collate "C" not null,
  object_id text collate "C" not null,
  seq int4 not null,
  type text not null,
  -- For the URL of a single payment; an endpoint's own URL is with the endpoint.
  url text,
  format text not null default 'native',
  status text not null check (status in ('pending', 'delivered', 'failed')),
  -- Attempts that count towards the retry plan, which began at first_at.
  tries int4 not null default 0,
  first_at int8 not null,
  -- Until then it waits for earlier events of its object.
  wait_until int8 not null default 0,
  next_at int8,
  -- Held back on purpose by a sandbox's chaos switch: later events may overtake it.
  overtaken boolean not null default false,
  attempts jsonb not null default '[]',
  primary key (env, queue, event)
) with (fillfactor = 90);
create index webhook_deliveries_undelivered on webhook_deliveries (env, event) where status <> 'delivered';
create index webhook_deliveries_due on webhook_deliveries (env, queue, next_at) where status = 'pending';
create index webhook_deliveries_object on webhook_deliveries (env, queue, object_id, seq) where status = 'pending';
