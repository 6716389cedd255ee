/** What the API shows of an event. */
import { Type } from 'typebox'
import type { WireObject } from '../../../engine/view.ts'
import { field } from '../../../kernel/answer-schema.ts'

export const eventSchema = () =>
  Type.Object(
    {
      id: field.id('evt', 'The id of the event.'),
      object: field.object('event'),
      api_version: field.text('The version of the API whose shapes its object has.'),
      created: field.time('When it happened.'),
      data: field.part(
        {
          object: Type.Unsafe<WireObject>({
            type: 'object',
            description: 'The object as it was right after the event.',
          }),
          previous_attributes: field.maybe(
            Type.Unsafe<Readonly<Record<string, unknown>>>({
              type: 'object',
              additionalProperties: true,
              description: 'Of an update: what changed, with the values from before.',
            }),
          ),
        },
        'What happened to which object.',
      ),
      livemode: field.flag('Whether it happened in a live environment.'),
      object_sequence: field.count('Which event of its object it is, from 1, without gaps. Ours.'),
      pending_webhooks: field.count('How many receivers have not acknowledged it.'),
      request: field.part(
        {
          id: field.orNull(field.text('The id of the request; null where it happened by itself.')),
          idempotency_key: field.orNull(field.text('The idempotency key of the request.')),
        },
        'The request that caused it.',
      ),
      type: field.text('What happened, as `object.verb`; all types are listed at /docs/events.'),
    },
    { additionalProperties: false },
  )
