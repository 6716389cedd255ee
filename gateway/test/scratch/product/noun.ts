import { defineFormNoun } from '../../../src/engine/define-form.ts'
import { field } from '../../../src/kernel/answer-schema.ts'
import { product } from './form.ts'

export const productNoun = defineFormNoun(product, {
  table: 'products',
  path: '/v1/products',
  tag: 'Products',
  one: 'a product',
  about: 'What is sold, as a catalogue describes it.',
  listedBy: ['active', 'url'],
  besides: {
    schema: () => ({
      default_price: field.nothing('Always null: there are no prices yet.'),
      marketing_features: field.list(field.part({}, 'A feature.'), 'Always empty.'),
      package_dimensions: field.nothing('Always null: parcels are not measured.'),
      tax_code: field.nothing('Always null: no taxes are worked out.'),
      tax_details: field.nothing('Always null: no taxes are worked out.'),
      type: field.fixed('service', 'Always `service`.'),
    }),
    render: () => ({
      default_price: null,
      marketing_features: [],
      package_dimensions: null,
      tax_code: null,
      tax_details: null,
      type: 'service',
    }),
  },
  examples: {
    'made, changed and deleted': [
      { type: 'created', livemode: false, terms: { ...product.form.blank, name: 'Tea' }, metadata: {} },
      { type: 'updated', terms: { description: 'Green, loose.' } },
      { type: 'deleted' },
    ],
  },
})
