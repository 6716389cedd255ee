/** Events in the document: a schema for each type, which together are told apart by `type`, and a webhook for each. */
import type { DocumentSchema } from './schema.ts'

/** A type of event: what it tells, and the noun of its object. */
export type EventDescription = { readonly type: string; readonly noun: string; readonly tells: string }

export const eventName = (type: string): string => `event.${type}`

/** An event of one type. */
export const eventSchemas = (events: readonly EventDescription[]): Record<string, DocumentSchema> =>
  Object.fromEntries(
    events.map(({ type, noun, tells }) => [
      eventName(type),
      {
        description: tells,
        allOf: [
          { $ref: '#/components/schemas/event' },
          {
            type: 'object',
            properties: {
              type: { const: type, description: `Always \`${type}\`.` },
              data: {
                type: 'object',
                description: 'What happened to which object.',
                properties: {
                  object: {
                    $ref: `#/components/schemas/${noun}`,
                    description: 'The object as it was right after the event.',
                  },
                },
              },
            },
          },
        ],
      },
    ]),
  )

/** What is sent to an endpoint. */
export const webhooksOf = (events: readonly EventDescription[]): Record<string, DocumentSchema> =>
  Object.fromEntries(
    events.map(({ type, tells }) => [
      type,
      {
        post: {
          operationId: `webhook.${type}`,
          summary: type,
          description: tells,
          tags: ['Webhooks'],
          parameters: [{ $ref: '#/components/parameters/signature' }],
          requestBody: {
            content: { 'application/json': { schema: { $ref: `#/components/schemas/${eventName(type)}` } } },
          },
          responses: {
            '2XX': { description: 'Any status from 200 to 299 acknowledges it; anything else has it sent again.' },
          },
        },
      },
    ]),
  )
