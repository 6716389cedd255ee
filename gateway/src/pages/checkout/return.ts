/** Where a payer goes from the hosted page: back to a shop of its own, through a foreign API, or to a word of ours. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import { visitEnds } from '../../contracts/dialect.ts'
import type { Dialects } from '../../engine/dialect.ts'
import { addressIn } from '../../kernel/web-address.ts'
import { checkoutBackUrl, type PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import type { Speech } from '../language.ts'
import { sendRedirectPage } from '../layout.ts'
import { endOf } from '../notices.ts'
import { appSchemes, returnUrl } from '../return-url.ts'

type Places = { readonly publicUrl: () => string; readonly dialects: Dialects }

/** A shop's own address stays; everything else comes back through here. */
export const returnLinkOf = (places: Places, intent: PaymentIntent): string =>
  (ownShop(places, intent) && intent.return_url) || checkoutBackUrl(intent, places.publicUrl())

/** A shop that gave its address natively. */
const ownShop = ({ publicUrl, dialects }: Places, intent: PaymentIntent): boolean =>
  dialects.get(intent.foreign?.dialect ?? '')?.payerReturnUrl === undefined &&
  addressIn(intent.return_url, 'browser') !== null &&
  intent.return_url !== checkoutBackUrl(intent, publicUrl())

/** Whether the payer has a place to go back to. */
export const returnsToShop = (options: Places, intent: PaymentIntent): boolean => comesBackTo(options, intent) !== null

function comesBackTo(places: Places, intent: PaymentIntent): string | null {
  const { publicUrl, dialects } = places
  const end = endOf(intent)
  const dialect = dialects.get(intent.foreign?.dialect ?? '')
  if (dialect?.payerReturnUrl !== undefined)
    return addressIn(dialect.payerReturnUrl(intent, end, `${publicUrl()}/${dialect.name}`), 'browser')
  if (!ownShop(places, intent)) return null
  return returnUrl(intent, intent.return_url, end === 'expired' ? 'failed' : end)
}

export const leaveCheckout = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: Places,
  { intent, speech }: { readonly intent: PaymentIntent; readonly speech: Speech },
) =>
  sendRedirectPage(
    request,
    reply,
    comesBackTo(options, intent) ?? speech.link(`/checkout/${intent.env}/${intent.id}/done?status=${endOf(intent)}`),
    speech,
  )

/** Schemes of the shop's apps, to which a form of the hosted page may lead. */
export const appsOf = ({ publicUrl, dialects }: Places, intent: PaymentIntent): readonly string[] => {
  const dialect = dialects.get(intent.foreign?.dialect ?? '')
  const base = `${publicUrl()}/${dialect?.name}`
  return appSchemes([
    intent.return_url,
    ...visitEnds.map((end) => dialect?.payerReturnUrl?.(intent, end, base) ?? null),
  ])
}
