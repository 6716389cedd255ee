-- What is kept of a request, to compare it with the next one under its idempotency key, had some secrets in clear: a webhook
-- endpoint's own signing secret, a proof of an authentication, a code that a payer typed, a token. They are hashed from now on; what is
-- there is taken out. The same request under the same key is refused afterwards, as one with other parameters.
update idempotency_keys
set params = regexp_replace(params::text,
  '"(secret|cryptogram|code|descriptor_code|token|confirmation_token|cvc_token|cardToken|accountNumber|password|key)":"([^"\\]|\\.)*"', '"\1":"(removed)"', 'g')::json
where params::text ~ '"(secret|cryptogram|code|descriptor_code|token|confirmation_token|cvc_token|cardToken|accountNumber|password|key)":"';

-- An accepted refund by transfer is asked about by its references; of its bank account the last four digits are enough.
update due_work
set payload = regexp_replace(payload::text, '"account_number":"[^"]*([^"]{4})"', '"account_number":"********\1"', 'g')::json
where kind = 'settle_refund' and payload::text like '%"account_number":"%';
