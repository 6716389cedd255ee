-- A limit of requests is a positive whole number or none: the limiter divides by it. `florin limits … none` stored an empty
-- text, which let nothing through; it is what was meant now. Whatever else is no limit goes, and what is usual holds.
create function florin_is_rate_limit(value json) returns boolean language sql immutable as $$
  select value is null or json_typeof(value) = 'null'
    or (json_typeof(value) = 'number' and value::text ~ '^[1-9][0-9]{0,5}$|^1000000$')
$$;

update environments set doc = jsonb_set(doc::jsonb, '{rate_limit,environment}', 'null')::json
  where doc->'rate_limit'->>'environment' = '';
update environments set doc = jsonb_set(doc::jsonb, '{rate_limit,key}', 'null')::json
  where doc->'rate_limit'->>'key' = '';
update environments set doc = (doc::jsonb #- '{rate_limit,environment}')::json
  where not florin_is_rate_limit(doc->'rate_limit'->'environment');
update environments set doc = (doc::jsonb #- '{rate_limit,key}')::json
  where not florin_is_rate_limit(doc->'rate_limit'->'key');
update api_keys set rate_limit = null where rate_limit not between 1 and 1000000;

alter table environments add constraint environments_rate_limit check (
  florin_is_rate_limit(doc->'rate_limit'->'environment') and florin_is_rate_limit(doc->'rate_limit'->'key'));
alter table api_keys add constraint api_keys_rate_limit check (rate_limit between 1 and 1000000);
