/** Money became available: what the merchant's balance then showed. Decimal texts, for JSON. */
export type BalanceFact = {
  readonly type: 'available'
  readonly livemode: boolean
  readonly balances: readonly { readonly currency: string; readonly available: string; readonly pending: string }[]
}
