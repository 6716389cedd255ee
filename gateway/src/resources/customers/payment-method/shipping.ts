import { noAddress } from './aggregate.ts'
import type { Shipping } from './model.ts'

/** Where goods go, as a request says it. */
export type ShippingInput = {
  readonly address: { readonly [F in keyof typeof noAddress]?: string | null }
  readonly name: string
  readonly carrier?: string | null
  readonly phone?: string | null
  readonly tracking_number?: string | null
}

export const shippingOf = (input: ShippingInput): Shipping => ({
  address: { ...noAddress, ...input.address },
  carrier: input.carrier ?? null,
  name: input.name,
  phone: input.phone ?? null,
  tracking_number: input.tracking_number ?? null,
})
