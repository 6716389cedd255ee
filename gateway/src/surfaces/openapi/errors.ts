/** What an operation may be refused with: a response for each status, and the codes that it has. */
import type { AnyRoute } from '../../engine/route.ts'
import { refusalCatalogue } from '../../kernel/refusal.ts'
import { statusOf, wireOf } from '../http/errors.ts'
import type { DocumentSchema } from './schema.ts'

const responses = {
  400: ['wrong', 'The request is wrong, or comes at the wrong moment; `param` names the field.'],
  401: ['without_key', 'There is no key, or none that is known.'],
  402: ['declined', "The issuer, the network or a risk rule said no, or the card's data is wrong."],
  403: ['forbidden', 'The key may not do this.'],
  404: ['not_found', 'There is nothing by that id in this environment.'],
  408: ['too_slow', 'The request took too long to arrive.'],
  409: ['in_progress', 'The same idempotency key or object is being worked on; try again.'],
  413: ['too_large', 'The request is larger than is read.'],
  429: ['too_many', 'More requests a second than are let through; `Retry-After` says when to come back.'],
  500: ['fault', 'A fault of the gateway; an outcome may be recorded all the same, so look before trying again.'],
  503: ['unavailable', 'The gateway cannot answer now and has done nothing; try again.'],
} as const
type Status = keyof typeof responses

/** Nouns whose writes may ask an issuer, or take a card's data. */
const mayDecline: ReadonlySet<string> = new Set([
  'card',
  'charge',
  'confirmation_token',
  'customer',
  'payment_intent',
  'payment_method',
  'setup_intent',
  'token',
])

const statusesOf = (route: AnyRoute): readonly Status[] => [
  400,
  401,
  ...(route.method === 'POST' && mayDecline.has(route.answers.noun) ? ([402] as const) : []),
  403,
  ...(route.path.includes(':') || route.body !== undefined ? ([404] as const) : []),
  ...(route.method === 'GET' ? [] : ([408, 409, 413] as const)),
  429,
  500,
  503,
]

/** The refusals of an operation, by status. */
export const errorResponsesOf = (route: AnyRoute): Record<string, DocumentSchema> =>
  Object.fromEntries(
    statusesOf(route).map((status) => [status, { $ref: `#/components/responses/${responses[status][0]}` }]),
  )

/** Each response once, with the codes that have its status. */
export function errorResponses(): Record<string, DocumentSchema> {
  const catalogue = refusalCatalogue()
  return Object.fromEntries(
    Object.entries(responses).map(([status, [name, description]]) => [
      name,
      {
        description,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } },
        'x-error-codes': [
          ...new Set(catalogue.filter((entry) => statusOf(entry) === Number(status)).map(({ code }) => code)),
        ],
      },
    ]),
  )
}

const text = (description: string): DocumentSchema => ({ type: 'string', description })

/** The body of every refusal. */
export const errorSchema = (): DocumentSchema => ({
  type: 'object',
  description: 'What every refusal says.',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      description: 'What was wrong, with which field, and what to do about it.',
      required: ['type', 'message', 'code', 'doc_url'],
      properties: {
        type: {
          type: 'string',
          description: 'What kind of error it is.',
          enum: [...new Set(Object.values(wireOf).map(({ type }) => type))],
        },
        code: {
          type: 'string',
          description: 'Which error it is; each is explained at /docs/errors.',
          enum: [...new Set(refusalCatalogue().map(({ code }) => code))],
        },
        message: text('What was wrong, for people.'),
        param: text('The field at fault, in bracket notation: `payment_method_data[card][number]`.'),
        decline_code: text('Of a decline: why the issuer said no, in one word.'),
        network_decline_code: text('Of a decline: the code that the network answered with.'),
        advice_code: {
          type: 'string',
          description: 'Of a decline: what the network advises.',
          enum: ['confirm_card_data', 'do_not_try_again', 'try_again_later'],
        },
        doc_url: text('Where the code is explained.'),
        charge: text('Of a decline: the charge that failed.'),
        payment_intent: { $ref: '#/components/schemas/payment_intent', description: 'The payment that it is about.' },
        setup_intent: { $ref: '#/components/schemas/setup_intent', description: 'The setup that it is about.' },
        payment_method: { $ref: '#/components/schemas/payment_method', description: 'The method that was declined.' },
        request_id: text('The id of the request, also in the header Request-Id.'),
      },
    },
  },
})
