/**
 * What a driver is given: packages of its own folder, the gateway's address and key, and `check`, which counts. A driver is a
 * program that ends with `report()`; what it printed before its last line is for people.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type StripeClient from 'stripe'

const given = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is set by npm run test:integrations`)
  return value
}

/** Where the gateway listens, and its demo key. */
export const gatewayUrl = new URL(given('FLORIN_URL'))
export const secretKey = given('FLORIN_KEY')
/** Where this driver's packages are installed. */
export const packagesFolder = given('FLORIN_PACKAGES')

const require = createRequire(join(packagesFolder, 'driver.js'))

/** A CommonJS package, or a file within one, as the driver declares it to be. */
export const required = <T>(name: string): T => require(name) as T

/** An ES module, or a file within a package. */
export const imported = async <T>(name: string): Promise<T> =>
  (await import(name.startsWith('/') ? pathToFileURL(name).href : pathToFileURL(require.resolve(name)).href)) as T

/** The official client as the driver's own folder has it, told where the gateway is; `null` where its host is led there. */
export function driverClient(options: object | null): StripeClient {
  type Made = new (key: string, options?: object) => StripeClient
  const found = required<Made & { default?: Made }>('stripe')
  const Stripe = found.default ?? found
  return options === null ? new Stripe(secretKey) : new Stripe(secretKey, options)
}

/** Where the gateway is, in the words of the official client. */
export const atGateway = { host: gatewayUrl.hostname, port: gatewayUrl.port, protocol: 'http' }

export type IntegrationResult = {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'waits'
  /** Why it failed, or what it waits for. */
  readonly why: string
}
const results: IntegrationResult[] = []

const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  const param = typeof error === 'object' && error !== null && 'param' in error ? ` (${String(error.param)})` : ''
  return `${text.replaceAll('\n', ' ').slice(0, 240)}${param}`
}

/**
 * Runs one step and counts it. `waits` names what the gateway does not have yet: the step is tried all the same, and counts as
 * waiting while it fails. A failed step gives undefined, so that those after it say what they lack.
 */
export async function check<T>(name: string, step: () => Promise<T> | T, waits?: string): Promise<T | undefined> {
  try {
    const value = await step()
    results.push({ name, state: 'passed', why: '' })
    return value
  } catch (error) {
    results.push({ name, state: waits === undefined ? 'failed' : 'waits', why: waits ?? reasonOf(error) })
    return undefined
  }
}

/** Throws where two values differ. */
export function same(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
}

/** The value of an earlier step, or the reason why this one cannot be tried. */
export function needed<T>(value: T | undefined, step: string): T {
  if (value === undefined) throw new Error(`it needs what '${step}' gives`)
  return value
}

/** Asks again until it is so, or gives up; for what a client hears of a moment later. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const until = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`not so within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The last line of a driver: its results, for the runner. */
export function report(): never {
  console.log(JSON.stringify(results))
  process.exit(0)
}

process.on('uncaughtException', (error) => {
  results.push({ name: 'the driver itself', state: 'failed', why: reasonOf(error) })
  report()
})
process.on('unhandledRejection', (error) => {
  results.push({ name: 'the driver itself', state: 'failed', why: reasonOf(error) })
  report()
})
