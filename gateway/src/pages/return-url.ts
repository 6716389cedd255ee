/** Where a payer goes back to: the shop's address with what became of the payment, and apps that a form may lead to. */
import { addressIn } from '../kernel/web-address.ts'

/** Schemes of apps among the addresses that a payer may be sent to from a form. */
export const appSchemes = (urls: readonly (string | null)[]): readonly string[] => [
  ...new Set(
    urls.flatMap((url) => {
      const scheme = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(url ?? '')?.[1]?.toLowerCase()
      return scheme === undefined || /^(https?|javascript|data|blob|file):$/.test(scheme) ? [] : [scheme]
    }),
  ),
]

/**
 * The shop's address with what became of the payment, as the official clients read it; null where there is none that a browser could be
 * sent to.
 */
export function returnUrl(
  intent: { readonly id: string; readonly client_secret: string },
  to: string | null,
  redirect_status: 'succeeded' | 'failed' | 'pending',
): string | null {
  const address = addressIn(to, 'browser')
  if (address === null) return null
  const url = new URL(address)
  const noun = intent.id.startsWith('seti_') ? 'setup_intent' : 'payment_intent'
  url.searchParams.set(noun, intent.id)
  url.searchParams.set(`${noun}_client_secret`, intent.client_secret)
  url.searchParams.set('redirect_status', redirect_status)
  return url.toString()
}
