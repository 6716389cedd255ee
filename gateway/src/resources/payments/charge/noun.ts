import type { MethodCatalogue } from '../../../contracts/method.ts'
import { defineNoun } from '../../../engine/define-noun.ts'
import type { Searchable } from '../../../engine/search.ts'
import { charge } from './aggregate.ts'
import { chargeExamples } from './examples.ts'
import { chargesTable } from './table.ts'
import { chargeView } from './views.ts'

/** Of the instrument a charge was paid with, under its method's name: `payment_method_details.card.last4`. */
const instrumentFields = ['brand', 'exp_month', 'exp_year', 'fingerprint', 'last4'] as const
const instruments = (methods: MethodCatalogue): Searchable =>
  Object.fromEntries(
    ['card', ...methods.all.map(({ code }) => code)].flatMap((code) =>
      instrumentFields.map((field) => [
        `payment_method_details.${code}.${field}`,
        {
          kind: 'token' as const,
          at:
            code === 'card'
              ? `doc->'card'->>'${field}'`
              : `case when doc->'method'->>'type' = '${code}' then doc->'method'->'details'->>'${field}' end`,
        },
      ]),
    ),
  )

/** What a charge shows stands in its document; only its customer is a column. */
const searchable = (methods: MethodCatalogue): Searchable => ({
  amount: { kind: 'number', at: "(doc->>'amount')::int8" },
  'billing_details.address.postal_code': { kind: 'token', at: "doc->'billing_details'->'address'->>'postal_code'" },
  // A charge's id is made when it is tried, and it is as old as its processor's answer.
  created: { kind: 'number', at: "((doc->>'created')::int8 / 1000)" },
  currency: { kind: 'currency', at: "doc->>'currency'" },
  customer: 'id',
  disputed: { kind: 'word', at: "'false'" },
  metadata: {
    kind: 'metadata',
    at: `(select json_object_agg(key, lower(value collate "und-x-icu")) from json_each_text(doc->'metadata'))::jsonb`,
  },
  refunded: {
    kind: 'word',
    at: "case when (doc->>'amount_captured')::int8 > 0 and doc->>'amount_refunded' = doc->>'amount_captured' then 'true' else 'false' end",
  },
  status: { kind: 'word', at: "doc->>'status'" },
  ...instruments(methods),
})

/** Its calls are the intent's, under whose lock a charge is changed. */
export const chargeNoun = defineNoun(charge, {
  table: chargesTable,
  view: chargeView,
  searchable,
  examples: chargeExamples,
  erasure: { ofCustomer: 'customer = $2' },
})
