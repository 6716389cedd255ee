/** Held by the compiler: a view gives what its schema says, no less and no more. Nothing here runs. */
import { Type } from 'typebox'
import { view } from '../../src/engine/view.ts'
import { field } from '../../src/kernel/answer-schema.ts'

type Row = { readonly id: string; readonly note: string | null; readonly size: number }
const schema = () =>
  Type.Object({
    id: field.id('th', 'The id.'),
    object: field.object('thing'),
    note: field.maybe(field.text('A note.')),
    size: field.part({ wide: field.count('How wide.'), tall: field.maybe(field.count('How tall.')) }, 'How large.'),
  })
const thing = { noun: 'thing', about: 'A thing.', schema } as const

export const wholeView = view({
  ...thing,
  render: (row: Row) => ({
    id: row.id,
    object: 'thing' as const,
    ...(row.note === null ? {} : { note: row.note }),
    size: { wide: row.size },
  }),
})

export const lackingView = view({
  ...thing,
  // @ts-expect-error a field is missing
  render: (row: Row) => ({ id: row.id, object: 'thing' as const }),
})

export const misspeltView = view({
  ...thing,
  // @ts-expect-error a field is misspelt, where it is spread
  render: (row: Row) => ({
    id: row.id,
    object: 'thing' as const,
    ...(row.note === null ? {} : { notes: row.note }),
    size: { wide: row.size },
  }),
})

export const misspeltPart = view({
  ...thing,
  // @ts-expect-error a field of a part is none of the schema's
  render: (row: Row) => ({ id: row.id, object: 'thing' as const, size: { wide: row.size, high: 1 } }),
})

export const mistypedView = view({
  ...thing,
  // @ts-expect-error a field has another type
  render: (row: Row) => ({ id: row.id, object: 'thing' as const, size: { wide: row.id } }),
})

export const misnamedView = view({
  ...thing,
  // @ts-expect-error it says that it is another object
  render: (row: Row) => ({ id: row.id, object: 'think' as const, size: { wide: row.size } }),
})
