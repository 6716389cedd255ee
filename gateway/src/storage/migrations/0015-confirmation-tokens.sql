-- What a browser hands its merchant instead of a confirm: the method that the payer chose, and how the payment goes on.
create table confirmation_tokens (
  env text collate "C" not null,
  id text collate "C" not null,
  payment_method text collate "C" not null,
  doc json not null,
  primary key (env, id)
);
create index confirmation_tokens_payment_method on confirmation_tokens (env, payment_method);
