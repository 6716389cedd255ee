-- Facts are for ever, and a field that a fact leaves out means what it meant when the fact was written. Before there were other
-- methods than cards, a payment intent that was made without payment_method_types was one for cards; since then one without
-- them is for whatever fits, and the fold of the old facts no longer gave their rows. The old facts are made to say what they
-- meant: where no later fact says the types, the row still does; where one does, the fact is old that was made before this
-- database knew other methods (the clocks of sandboxes, which can be set back, are not older than these).
update events e set fact = jsonb_set(e.fact::jsonb, '{terms,payment_method_types}', '["card"]')::json
from payment_intents i
where e.noun = 'payment_intent' and e.seq = 1 and i.env = e.env and i.id = e.object_id
  and not (e.fact::jsonb -> 'terms') ? 'payment_method_types'
  and case
    when exists (
      select from events l where l.env = e.env and l.object_id = e.object_id and l.seq > 1
        and (l.fact::jsonb -> 'changes') ? 'payment_method_types')
    then e.created < (select extract(epoch from applied) * 1000 from schema_migrations where name = '0003-methods.sql')
    else i.doc::jsonb -> 'payment_method_types' = '["card"]'
  end;
