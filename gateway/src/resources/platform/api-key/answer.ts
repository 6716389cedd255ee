/** What the API shows of a key. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { keyKinds } from '../../../engine/stored-key.ts'
import { field } from '../../../kernel/answer-schema.ts'

export const apiKeySchema = () =>
  Type.Object(
    {
      id: field.id('key', 'The id of the key; not the key itself.'),
      object: field.object('api_key'),
      created: field.time('When it was made.'),
      hint: field.text('The beginning and the end of the key, to recognise it by.'),
      key: field.maybe(field.text('The key itself: in the answer that made it, and never again.')),
      livemode: field.flag('Whether it opens a live environment.'),
      name: field.orNull(field.text('What the merchant calls it.')),
      permissions: field.orNull(
        Type.Record(Type.String(), field.word(['read', 'write'], 'What is allowed.'), {
          description: 'Of a restricted key, what it may do, by resource; to write includes to read.',
        }),
      ),
      rate_limit: field.orNull(field.count('Requests a second that it may make; null: as the environment says.')),
      revoked_at: field.orNull(field.time('From when on it opens nothing.')),
      type: field.word(keyKinds, 'What kind of key it is.'),
    },
    { additionalProperties: false },
  )
