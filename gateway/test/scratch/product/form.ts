import { Type } from 'typebox'
import { defineForm } from '../../../src/engine/form.ts'
import { BrowserAddress, Flag, Text, Unsettable } from '../../../src/kernel/schema.ts'

/** What is sold, as a catalogue describes it; what it costs is said elsewhere. */
export const product = defineForm({
  name: 'product',
  prefix: 'prod',
  fields: {
    active: Flag('Whether it can be bought.'),
    description: Unsettable(Text(5000, 'What it is, for payers.')),
    images: Type.Array(BrowserAddress(2048), { maxItems: 8, description: 'Pictures of it, by their addresses.' }),
    name: Text(5000, 'What it is called, for payers.'),
    shippable: Unsettable(Flag('Whether it is sent by post.')),
    unit_label: Unsettable(Text(12, 'What one of it is called on a receipt: `seat`.')),
    url: Unsettable(BrowserAddress(2048, 'Its page in the shop.')),
  },
  required: ['name'],
  blank: { active: true, description: null, images: [], name: '', shippable: null, unit_label: null, url: null },
  descriptions: {
    created: 'A product was made.',
    updated: 'A product was changed.',
    deleted: 'A product was deleted.',
  },
})
