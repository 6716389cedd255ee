-- What is sold.
create table products (
  env text collate "C" not null,
  id text collate "C" not null,
  deleted bool not null,
  active bool not null,
  url text collate "C",
  doc json not null,
  primary key (env, id)
);
