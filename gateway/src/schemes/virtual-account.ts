/**
 * Virtual accounts of Indonesian banks: a number is the bank's prefix for the merchant and a suffix of the merchant's own.
 * Suffix lengths are the ones that aggregators publish; the prefixes are those of this sandbox, since a bank gives every
 * merchant another one.
 */
export const vaChannels = {
  bca: { bank: 'Bank Central Asia', prefix: '1903900000', suffixDigits: 6 },
  bni: { bank: 'Bank Negara Indonesia', prefix: '988000000000', suffixDigits: 4 },
  bri: { bank: 'Bank Rakyat Indonesia', prefix: '13282000000', suffixDigits: 7 },
  mandiri: { bank: 'Bank Mandiri', prefix: '886080000', suffixDigits: 7 },
  permata: { bank: 'Bank Permata', prefix: '76630000', suffixDigits: 8 },
  cimb: { bank: 'CIMB Niaga', prefix: '20490000', suffixDigits: 8 },
  bsi: { bank: 'Bank Syariah Indonesia', prefix: '93470000', suffixDigits: 8 },
  bnc: { bank: 'Bank Neo Commerce', prefix: '901200000000', suffixDigits: 4 },
  danamon: { bank: 'Bank Danamon', prefix: '79150000', suffixDigits: 8 },
} as const
export type VaChannel = keyof typeof vaChannels
export const vaChannelNames = Object.keys(vaChannels) as VaChannel[]

/** The number of a suffix, which is filled with zeros on its left. */
export const vaNumber = (channel: VaChannel, suffix: string): string =>
  vaChannels[channel].prefix + suffix.padStart(vaChannels[channel].suffixDigits, '0')

/** Why a suffix that a merchant asks for is refused, or null. */
export function suffixProblem(channel: VaChannel, suffix: string): string | null {
  const { suffixDigits } = vaChannels[channel]
  return /^\d+$/.test(suffix) && suffix.length <= suffixDigits
    ? null
    : `a ${channel} suffix has 1 to ${suffixDigits} digits.`
}
