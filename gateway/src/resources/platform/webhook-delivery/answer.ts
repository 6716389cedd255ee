/** What the API shows of deliveries. Ours: nothing of the kind is published. */
import { Type } from 'typebox'
import { field } from '../../../kernel/answer-schema.ts'

export const webhookDeliverySchema = () =>
  Type.Object(
    {
      object: field.object('webhook_delivery'),
      event: field.text('The event that is told.'),
      type: field.text('The type of the event.'),
      related_object: field.text('The id of the object of the event.'),
      webhook_endpoint: field.orNull(field.text('The endpoint; null for the URL of a single payment.')),
      url: field.text('Where it is sent.'),
      status: field.word(['pending', 'delivered', 'failed'], 'How it stands.'),
      next_attempt_at: field.orNull(field.time('When it is tried next.')),
      attempts: field.list(
        field.part(
          {
            attempted_at: field.time('When it was tried.'),
            response_status: field.orNull(field.count('The HTTP status of the answer; null where there was none.')),
            error: field.orNull(field.text('What went wrong, where there was no answer.')),
            duration_ms: field.count('How long it took, in milliseconds.'),
            response_body: field.orNull(field.text('The beginning of the answer.')),
          },
          'A try.',
        ),
        'What was tried so far.',
      ),
    },
    { additionalProperties: false },
  )

export const webhookResendSchema = () =>
  Type.Object(
    {
      object: field.object('webhook_resend'),
      count: field.count('How many events are sent again.'),
      next: field.orNull(field.text("Where there are more: the value of 'after' for the next call.")),
    },
    { additionalProperties: false },
  )

export const webhookSigningSecretSchema = () =>
  Type.Object(
    {
      object: field.object('webhook_signing_secret'),
      livemode: field.flag('Whether it signs for a live environment.'),
      secret: field.text('The secret.'),
    },
    { additionalProperties: false },
  )
