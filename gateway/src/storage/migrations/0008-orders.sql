-- Orders of a shop: what is paid for, and by which payment intent. An id ends in the order's number, so it names the order.
create table orders (
  env text collate "C" not null,
  id text collate "C" not null,
  order_number text collate "C" not null,
  shop_user text collate "C",
  status text not null,
  payment_intent text collate "C",
  doc json not null,
  primary key (env, id)
) with (fillfactor = 60);
create index orders_order_number on orders (env, order_number);
create index orders_shop_user on orders (env, shop_user, id) where shop_user is not null;
create index orders_payment_intent on orders (env, payment_intent) where payment_intent is not null;

-- One row for each environment that has orders: the number of its latest. Who makes an order locks it.
create table order_books (
  env text collate "C" not null,
  id text collate "C" not null,
  doc json not null,
  primary key (env, id)
) with (fillfactor = 50);
