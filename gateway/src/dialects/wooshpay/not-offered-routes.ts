/** Calls of its documents that have nothing behind them here. They say so, in its words, instead of not being there. */
import { type AnyForeignRoute, defineForeignRoute } from '../../engine/dialect.ts'
import { defineRefusal } from '../../kernel/refusal.ts'

const refuseNotYet = defineRefusal<{ what: string }>(
  'unavailable',
  'not_implemented',
  'The foreign API has this call, and this gateway has nothing behind it yet. Nothing was done; asking again gives the same answer.',
  ({ what }) => `There is nothing behind ${what} here yet. Nothing was done.`,
)

type Verb = 'POST' | 'GET' | 'DELETE'
/** Create, list, retrieve and change; some can be deleted, or more. */
const usual: readonly (readonly [Verb, string, string])[] = [
  ['POST', '', 'Create'],
  ['GET', '', 'List'],
  ['GET', '/:id', 'Retrieve'],
  ['POST', '/:id', 'Update'],
]
const removed: readonly (readonly [Verb, string, string])[] = [['DELETE', '/:id', 'Delete']]
const acting = (...verbs: readonly string[]): readonly (readonly [Verb, string, string])[] =>
  verbs.map((verb) => ['POST', `/:id/${verb}`, verb.replace(/^[a-z]/, (first) => first.toUpperCase())] as const)
const lineItems = ['GET', '/:id/line_items', 'LineItems'] as const

type Resource = {
  readonly path: string
  readonly name: string
  readonly what: string
  readonly calls: readonly (readonly [Verb, string, string])[]
}

const resources: readonly Resource[] = [
  { path: 'files', name: 'Files', what: 'files', calls: usual.filter(([, , call]) => call !== 'Update') },
  {
    path: 'disputes',
    name: 'Disputes',
    what: 'disputes',
    calls: [
      ...usual.filter(([, , call]) => call !== 'Create'),
      // The documents' own path of the list.
      ['GET', '/list', 'ListAll'],
      ...acting('close'),
    ],
  },
  { path: 'payouts', name: 'Payouts', what: 'payouts', calls: [...usual, ...acting('cancel')] },
  { path: 'beneficiaries', name: 'Beneficiaries', what: 'beneficiaries', calls: [...usual, ...removed] },
  { path: 'products', name: 'Products', what: 'products', calls: [...usual, ...removed] },
  { path: 'prices', name: 'Prices', what: 'prices', calls: usual },
  { path: 'payment_links', name: 'PaymentLinks', what: 'payment links', calls: [...usual, lineItems] },
  {
    path: 'checkout/sessions',
    name: 'CheckoutSessions',
    what: 'checkout sessions',
    calls: [...usual.filter(([, , call]) => call !== 'Update'), ...acting('expire'), lineItems],
  },
  {
    path: 'invoices',
    name: 'Invoices',
    what: 'invoices',
    calls: [
      ...usual,
      ...removed,
      ...acting('finalize', 'pay', 'send', 'void', 'mark_uncollectible'),
      ['GET', '/:id/lines', 'Lines'],
    ],
  },
  { path: 'invoiceitems', name: 'InvoiceItems', what: 'invoice items', calls: [...usual, ...removed] },
  { path: 'subscriptions', name: 'Subscriptions', what: 'subscriptions', calls: [...usual, ...removed] },
  { path: 'subscription_items', name: 'SubscriptionItems', what: 'subscription items', calls: [...usual, ...removed] },
  {
    path: 'issuing/authorizations',
    name: 'IssuingAuthorizations',
    what: 'issuing',
    calls: usual.filter(([, , call]) => call !== 'Create'),
  },
  { path: 'issuing/cardholders', name: 'IssuingCardholders', what: 'issuing', calls: usual },
  { path: 'issuing/cards', name: 'IssuingCards', what: 'issuing', calls: usual },
  {
    path: 'issuing/transactions',
    name: 'IssuingTransactions',
    what: 'issuing',
    calls: usual.filter(([, , call]) => call !== 'Create'),
  },
  { path: 'coupons', name: 'Coupons', what: 'coupons', calls: [...usual, ...removed] },
  // The documents have it in the singular; code that was written for Stripe has it in the plural.
  { path: 'promotion_code', name: 'PromotionCode', what: 'promotion codes', calls: usual },
  { path: 'promotion_codes', name: 'PromotionCodes', what: 'promotion codes', calls: usual },
  { path: 'accounts', name: 'Accounts', what: 'accounts', calls: [...usual, ...removed] },
]

export const notYetRoutes: readonly AnyForeignRoute[] = resources.flatMap(({ path, name, what, calls }) =>
  calls.map(([method, rest, call]) =>
    defineForeignRoute({
      method,
      path: `/v1/${path}${rest}`,
      resource: path.split('/', 1)[0] ?? path,
      operationId: `${name}.${call}`,
      summary: `${call.replace(/(?<=[a-z])[A-Z]/, (letter) => ` ${letter.toLowerCase()}`)}: ${what}`,
      source: 'vendor',
      access: 'secret',
      notYet: `nothing is behind ${what} here`,
      fields: {},
      answers: [],
      handle: async () => refuseNotYet({ what }),
    }),
  ),
)
