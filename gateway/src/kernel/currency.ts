/**
 * Currencies and how many decimals their smallest unit has: ISO 4217 list one of 2024-06-25, with two later
 * amendments (XCG replaced ANG on 2025-03-31; BGN was withdrawn on 2026-01-01). Funds, metals and test codes are left out.
 * Codes are lower-case, as on the wire of the native API.
 */

const noDecimals = `
  bif clp djf gnf isk jpy kmf krw pyg rwf ugx vnd vuv xaf xof xpf`
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
  /** Decimals of the smallest unit: 2 for eur, 0 for jpy, 3 for kwd. */
  readonly decimals: 0 | 2 | 3
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
for (const [text, decimals] of [
  [noDecimals, 0],
  [twoDecimals, 2],
  [threeDecimals, 3],
] as const) {
  for (const code of text.trim().split(/\s+/)) {
    currencies.set(code, { code, decimals, amountMax: smallUnits.has(code) ? amountMaxSmallUnits : amountMaxUsual })
  }
}

/** The currency of a lower-case ISO code, or undefined where there is none. */
export const currencyOf = (code: string): Currency | undefined => currencies.get(code)

/** Every known code, sorted. */
export const currencyCodes = (): string[] => [...currencies.keys()].sort()
