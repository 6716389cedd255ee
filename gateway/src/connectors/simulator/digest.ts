/** Reproducible randomness of the simulator: the same call of the same account gives the same texts. */
import { createHash } from 'node:crypto'
import type { ProbeContext } from '../../contracts/connector.ts'

export const digest = (context: ProbeContext, what: string): string =>
  createHash('sha256').update(`${context.account.seed}/${context.idempotencyKey}/${what}`).digest('hex')
export const seededDigits = (hex: string, count: number): string =>
  BigInt(`0x${hex.slice(0, 24)}`)
    .toString()
    .padStart(count, '0')
    .slice(-count)
