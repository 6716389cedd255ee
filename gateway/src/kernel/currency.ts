/**
 * Currencies and how many decimals their smallest unit has: ISO 4217 list one of 2024-06-25, with two later
 * amendments (XCG replaced ANG on 2025-03-31; BGN was withdrawn on 2026-01-01). Funds, metals and test codes are left out.
 * Codes are lower-case, as on the wire of the native API.
 *
 * The króna of Iceland and the shilling of Uganda have lost their cents, and are counted in hundredths all the same: so do the
 * card processors whose API the native one follows (docs.stripe.com/currencies), and amounts of those two end in 00. See
 * docs/decisions/0015-two-currencies-in-hundredths.md.
 */

const noDecimals = `
  bif clp djf gnf jpy kmf krw pyg rwf vnd vuv xaf xof xpf`
const noDecimalsInHundredths = `
  isk ugx`
const twoDecimals = `
  aed afn all amd aoa ars aud awg azn bam bbd bdt bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf cny cop crc
  cuc cup cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr
  irr jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn
  nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sos srd ssp
  stn svc syp szl thb tjs tmt top try ttd twd tzs uah usd uyu uzs ved ves wst xcd xcg yer zar zmw zwg`
const threeDecimals = `
  bhd iqd jod kwd lyd omr tnd`

export type Currency = {
  readonly code: string
  /** Decimals of the unit that amounts are counted in: 2 for eur, 0 for jpy, 3 for kwd, and 2 for ugx and isk. */
  readonly decimals: 0 | 2 | 3
  /** Decimals that money of it can have (ISO 4217): the same, but 0 for ugx and isk. */
  readonly coins: 0 | 2 | 3
  /** The largest amount of one payment, in the smallest unit. */
  readonly amountMax: number
}

/**
 * Eight digits is what card schemes and the client libraries of this field assume. Currencies whose smallest unit is
 * worth little need more; twelve digits still leave the sum of 9,000 largest payments exact in a double.
 */
const amountMaxUsual = 99_999_999
const amountMaxSmallUnits = 999_999_999_999
const smallUnits = new Set(
  'idr vnd krw clp cop gnf huf irr jpy kmf khr lak lbp mga mmk mnt ngn pyg rwf syp tzs ugx uzs xaf xof xpf bif djf vuv'.split(
    ' ',
  ),
)

const currencies = new Map<string, Currency>()
for (const [text, decimals, coins] of [
  [noDecimals, 0, 0],
  [noDecimalsInHundredths, 2, 0],
  [twoDecimals, 2, 2],
  [threeDecimals, 3, 3],
] as const) {
  for (const code of text.trim().split(/\s+/)) {
    const amountMax = smallUnits.has(code) ? amountMaxSmallUnits : amountMaxUsual
    currencies.set(code, { code, decimals, coins, amountMax })
  }
}

/** What amounts of a currency are whole multiples of: 100 for ugx and isk, 1 for all others. */
export const stepOf = ({ decimals, coins }: Pick<Currency, 'decimals' | 'coins'>): number => 10 ** (decimals - coins)

/**
 * What people pay in multiples of: whole rupiah, since no rail of Indonesia carries sen; and hundredths where there are
 * thousandths, which card schemes do not carry (docs.stripe.com/currencies, three-decimal currencies).
 */
export const usualStepOf = (currency: Currency): number =>
  currency.code === 'idr' ? 100 : currency.coins === 3 ? 10 : stepOf(currency)

/** What a part of a payment is a multiple of: it is no finer than its whole. */
export const partStepOf = (currency: Currency, whole: number): number =>
  whole % usualStepOf(currency) === 0 ? usualStepOf(currency) : stepOf(currency)

/** The currency of a lower-case ISO code, or undefined where there is none. */
export const currencyOf = (code: string): Currency | undefined => currencies.get(code)

/** Every known code, sorted. */
export const currencyCodes = (): string[] => [...currencies.keys()].sort()
