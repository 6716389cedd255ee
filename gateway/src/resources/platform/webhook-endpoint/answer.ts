/** What the API shows of a webhook endpoint. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

const percent = (description: string) => field.count(`${description} In percent of the deliveries.`)

const chaosSchema = () =>
  field.part(
    {
      seed: field.count('The same seed gives the same course.'),
      duplicate: percent('How many are delivered twice.'),
      delay: percent('How many are held back.'),
      delay_seconds: field.count('How long they are held back at most.'),
      reorder: percent('How many are overtaken by later events of their object.'),
      drop: percent('Of how many the first try is lost.'),
    },
    'What a sandbox does to deliveries, so that a handler can be tested. Ours.',
  )

export const webhookEndpointSchema = () =>
  Type.Object(
    {
      id: field.id('we', 'The id of the endpoint.'),
      object: field.object('webhook_endpoint'),
      api_version: field.orNull(field.text('The version that its events are labelled with.')),
      application: field.nothing('Always null: there are no platforms yet.'),
      chaos: field.orNull(chaosSchema()),
      created: field.time('When it was made.'),
      description: field.orNull(field.text('What it is for.')),
      disabled_reason: field.orNull(
        field.word(['merchant', 'failures'], 'Why it is disabled: by the merchant, or after days of failure. Ours.'),
      ),
      enabled_events: field.list(field.text('A type, a family such as `charge.*`, or `*`.'), 'What it is told of.'),
      livemode: field.flag('Whether it is told of a live environment.'),
      metadata: field.metadata(),
      secret: field.maybe(field.text('The signing secret: in the answer that made it, and never again.')),
      secrets: field.list(
        field.part(
          {
            id: field.id('whs', 'The id of the secret; not the secret itself.'),
            created: field.time('When it was made.'),
            expires_at: field.orNull(field.time('Until when it signs; null: until it is rolled.')),
          },
          'A signing secret.',
        ),
        'The secrets that sign what is sent, newest first. Ours.',
      ),
      status: field.word(['enabled', 'disabled'], 'Whether events are delivered.'),
      url: field.text('Where events are sent.'),
      format: field.maybe(field.text('In whose words events are told, where it is not the native API. Ours.')),
    },
    { additionalProperties: false },
  )
