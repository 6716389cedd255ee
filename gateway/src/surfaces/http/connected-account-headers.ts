/**
 * Headers by which a platform names the account that it acts for. There are no connected accounts yet, and a call that
 * ignored the header would act on the key's own account: somebody else's money in the wrong books. So every call that has
 * one is refused, whatever it asks for, whoever asks, and whichever account it names.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { defineRefusal, type Refusal } from '../../kernel/refusal.ts'

/** https://docs.stripe.com/connect/authentication and https://docs.stripe.com/context */
export const accountHeaders = ['Stripe-Account', 'Stripe-Context'] as const

const refuseAccount = defineRefusal<{ header: string }>(
  'forbidden',
  'account_invalid',
  'A header names an account to act for. There are no connected accounts here yet: leave `Stripe-Account` and `Stripe-Context` out, and use the key of the account that you mean.',
  ({ header }) =>
    `The key does not have access to the account that ${header} names. There are no connected accounts here yet; nothing was done.`,
)

const named = accountHeaders.map((header) => ({ header, name: header.toLowerCase() }))

/** Refuses a request that names an account, an empty name too: it was meant to be one. */
export function refuseOtherAccount(headers: IncomingHttpHeaders): Refusal | null {
  for (const { header, name } of named) if (headers[name] !== undefined) return refuseAccount({ header })
  return null
}
