-- Searches compare texts without regard to case. What they look up by an index is kept in lower case: the values of metadata,
-- whose column serves nothing else; what is shown stands in the document.
update payment_intents set metadata = (
    select json_object_agg(key, lower(value collate "und-x-icu")) from json_each_text(metadata::json))::text
where metadata is not null and metadata collate "und-x-icu" <> lower(metadata collate "und-x-icu");

update customers set metadata = (
    select json_object_agg(key, lower(value collate "und-x-icu")) from json_each_text(metadata::json))::text
where metadata is not null and metadata collate "und-x-icu" <> lower(metadata collate "und-x-icu");
