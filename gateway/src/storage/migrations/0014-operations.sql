-- What an operator's alerts ask for, so that no scrape scans a table.

-- The last time that something was done which is done now and then (the audit of the books), and what it came to.
create table operations (
  name text primary key,
  at int8 not null,
  doc json not null
);

-- Calls whose outcome is in doubt: a handful, usually none. Their ids rise with time, so the first is the oldest.
create index due_work_doubt on due_work (id) where kind = 'call' and tries > 0;
