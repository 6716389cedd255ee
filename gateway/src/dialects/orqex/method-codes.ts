import { lookup } from '../../kernel/lookup.ts'

/**
 * Method codes. Those that Orqex publishes (docs.orqex.com/en/payouts/methods) are ours too, but for the wallets that we name
 * like other mobile money; any other code of ours is shown as it is, since its merchants are told to take codes as open texts.
 */
const published: Readonly<Record<string, string>> = lookup({ wallet_wave: 'momo_wave' })
const shown = new Map(Object.entries(published).map(([theirs, ours]) => [ours, theirs]))

/** Our method code for one of Orqex's; ours is accepted as well. */
export const nativeMethodCode = (code: string): string =>
  Object.hasOwn(published, code) ? (published[code] ?? code) : code
/** Orqex's method code for one of ours. */
export const orqexMethodCode = (code: string): string => shown.get(code) ?? code
