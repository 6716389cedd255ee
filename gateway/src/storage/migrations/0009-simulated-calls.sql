-- What the simulated processor decided about calls that it did not answer: asked later, it says this, and needs no card for it.
-- It lies outside the engine, like the simulated bank's books. Sandboxes only.
create table simulated_calls (
  env text collate "C" not null,
  -- The call (`call_…`), which is its idempotency key.
  id text collate "C" not null,
  outcome json not null,
  primary key (env, id)
);

-- Before, it was told the card again by every question. What its two silent cards (…0008 approves, …0016 declines) had decided
-- when it was last silent is written down here, so that it says so still; any other call in doubt, it never received.
insert into simulated_calls (env, id, outcome)
select d.env, d.id,
  case m.doc->'card'->>'last4'
    when '0016' then json_build_object('outcome', 'declined', 'decline', json_build_object(
      'code', 'card_declined', 'decline_code', 'generic_decline', 'message', 'Your card was declined.',
      'network_decline_code', '05', 'advice_code', 'try_again_later', 'blocked', false,
      'checks', json_build_object('address_line1_check', null, 'address_postal_code_check', null, 'cvc_check', null),
      'three_d_secure', null, 'risk', json_build_object('level', 'normal', 'score', 24)))
    else json_build_object('outcome',
      case when d.payload->'effect'->>'verb' = 'verify' then 'verified'
        when d.payload->'effect'->'request'->>'mode' = 'sale' then 'captured' else 'authorised' end,
      'approval', json_build_object(
        'reference', 'sim_' || left(md5(d.id), 20) || 'n', 'authorization_code', '000000',
        'network_transaction_id', '000000000000000',
        'checks', json_build_object('address_line1_check', null, 'address_postal_code_check', null, 'cvc_check', null),
        'three_d_secure', null, 'risk', json_build_object('level', 'normal', 'score', 0), 'settles_at_once', false))
  end
from due_work d join payment_methods m on m.env = d.env and m.id = d.payload->'effect'->>'paymentMethod'
where d.kind = 'call' and d.tries > 0 and d.payload->'effect'->>'verb' in ('authorise', 'verify')
  and m.doc->'card'->>'last4' in ('0008', '0016');
