/** The hosted page as the API wants it that a payment was made through: its own methods, the merchant's restrictions and brand. */

import type { Hosting } from '../../contracts/dialect.ts'
import type { Method } from '../../contracts/method.ts'
import type { EnvironmentSettings } from '../../engine/command.ts'
import type { Dialects } from '../../engine/dialect.ts'
import { defineRefusal, type Refusal } from '../../kernel/refusal.ts'
import type { MethodChoice } from '../../resources/customers/payment-method/index.ts'
import type { PaymentIntent } from '../../resources/payments/payment-intent/index.ts'
import type { Typed } from './forms.ts'

const refuseHosted = {
  notOffered: defineRefusal(
    'invalid_request',
    'hosted_method_not_offered',
    'The hosted page offers the methods of the API that the payment was made through, within what the merchant restricted it to.',
    () => 'This way to pay is not offered here. Please choose another.',
  ),
  notAllowed: defineRefusal(
    'invalid_request',
    'hosted_payer_not_allowed',
    'The merchant restricted this checkout to a country or to one phone number.',
    () => 'The shop takes this payment from another country or phone only.',
  ),
}

const hostingOf = (dialects: Dialects, intent: PaymentIntent): Hosting | null =>
  dialects.get(intent.foreign?.dialect ?? '')?.hostedPage?.(intent) ?? null

/** Of the methods that a payment offers those that its API has. */
export function hostedMethods(
  dialects: Dialects,
  intent: PaymentIntent,
  methods: readonly Method[],
): readonly Method[] {
  const hosting = hostingOf(dialects, intent)
  return hosting === null ? methods : methods.filter((method) => hosting.offers(method))
}

/** Whether saved cards may be shown and saved. */
export const hostsCards = (dialects: Dialects, intent: PaymentIntent, card: Method | null): boolean =>
  card !== null && hostedMethods(dialects, intent, [card]).length > 0

/** Refuses what the page did not offer: a form can be sent by anybody. */
export function refuseChoice(
  dialects: Dialects,
  intent: PaymentIntent,
  method: Method | null,
  choice: MethodChoice | null,
): Refusal | null {
  const hosting = hostingOf(dialects, intent)
  if (hosting === null) return null
  if (method !== null && !hosting.offers(method)) return refuseHosted.notOffered()
  const details = choice !== null && 'created' in choice ? choice.created.method?.details : null
  return details == null || hosting.allows?.(details) !== false ? null : refuseHosted.notAllowed()
}

/** What stands in the forms at first, by the names of their fields; what the payer typed stands above it. */
export function filledFields(
  dialects: Dialects,
  intent: PaymentIntent,
  methods: readonly Method[],
  typed: Typed,
): Typed {
  const hosting = hostingOf(dialects, intent)
  const filled = methods.flatMap((method) =>
    Object.entries(hosting?.prefilled?.(method) ?? {}).map(
      ([name, value]) => [`payment_method_data[${method.code}][${name}]`, value] as const,
    ),
  )
  return new Map([...filled, ...typed])
}

export const shopBrandOf = (dialects: Dialects, intent: PaymentIntent, environment: EnvironmentSettings): string =>
  hostingOf(dialects, intent)?.brand ?? intent.statement_descriptor ?? environment.statementDescriptor

/** Dark text on a light colour, white on a dark one: whichever can be read (WCAG 2, relative luminance). */
function inkOn(color: string): string {
  const channel = (at: number) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
  // White on it has the higher contrast below this luminance.
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

/** The merchant's colour on the buttons, as a style beside the page's own; none where it is no colour of six digits. */
export function styleOf(dialects: Dialects, intent: PaymentIntent): string | undefined {
  const color = hostingOf(dialects, intent)?.color?.toLowerCase() ?? ''
  return /^#[0-9a-f]{6}$/.test(color) ? `main button { background: ${color}; color: ${inkOn(color)} }` : undefined
}
