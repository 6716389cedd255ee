/** What the API shows of a write. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { actorTypes } from '../../../engine/audit-note.ts'
import { field } from '../../../kernel/answer-schema.ts'

const values = (description: string) =>
  field.orNull(
    Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true, description }),
  )

export const auditLogEntrySchema = () =>
  Type.Object(
    {
      id: field.id('aud', 'The id of the entry.'),
      object: field.object('audit_log_entry'),
      actor: field.part(
        {
          type: field.word(actorTypes, 'Who wrote: a key, a payer, the outcome of a call, a schedule, or an operator.'),
          address: field.orNull(field.text('The network address that the request came from.')),
          api_key: field.orNull(field.text('The id of the key.')),
          api_key_hint: field.orNull(field.text('The beginning and the end of the key.')),
        },
        'Who wrote.',
      ),
      changes: field.list(
        field.part(
          {
            object: field.text('What kind of object changed.'),
            id: field.text('The id of the object.'),
            before: values('The fields that changed, as they were; null of a new object.'),
            after: values('The fields that changed, as they are; null of one that is gone.'),
          },
          'What changed of one object.',
        ),
        'What changed, object by object. Secrets are left out.',
      ),
      created: field.time('When it was written, by the wall clock.'),
      livemode: field.flag('Whether it was written in a live environment.'),
      operation: field.text('What was done: `payment_intent.capture`.'),
      request: field.orNull(
        field.part(
          {
            id: field.text('The id of the request.'),
            call: field.orNull(field.text('Its method and path.')),
          },
          'The request that wrote.',
        ),
      ),
    },
    { additionalProperties: false },
  )
