/**
 * What a connector that speaks to its processor over HTTP has to hold beside `conformance.ts`: every verb, behind a network that
 * fails in every way of `conformance-network.ts`, with a faithful double of the processor on the other side. `connectors/example/` runs it.
 *
 * Whatever fails, the outcome is neither a yes nor a no; asked by its references the processor then says what truly became of the
 * call; and sent again under its key after it certainly was not received, it is done once.
 */
import type { CallContext, Connector } from '../contracts/connector.ts'
import { type ConformanceCase, type ConformanceClaim, called, claim, probed } from './conformance.ts'
import { type FaultyNetwork, faultsAfter, faultsBefore, type NetworkFault } from './conformance-network.ts'

/** The double of a processor, as the suite sees it. */
export type ProcessorDouble = {
  /** How often it did what was asked under an idempotency key. */
  timesDone(key: string): number
}

export type HttpSetting = {
  /** A connector whose processor lies behind the network. */
  readonly connector: Connector
  readonly network: FaultyNetwork
  readonly processor: ProcessorDouble
  /** Fresh ones for each claim, with what they are about made at the processor before: a payment to be captured, one to be refunded. */
  readonly cases: () => Promise<readonly ConformanceCase[]>
  /** A fresh context for a key; `signal` ends the call. */
  readonly context: (key: string, signal: AbortSignal) => CallContext
  /** Texts that no outcome and no error may hold: card numbers, keys. */
  readonly secrets: readonly string[]
}

/** Faults that say for certain that nothing was done may also be told as such. */
const mayBeCertain: ReadonlySet<NetworkFault> = new Set(['busy', 'busy_without_a_time', 'key_refused'])
const doubts = ['unknown']
const certainties = ['unknown', 'not_sent', 'unsupported']

let made = 0
/** A key that no other call of the process has. */
const freshKey = (): string => `call_conformance${++made}`

/** Makes a call that its network may cut short; an exception is what the engine takes it for. */
async function callThrough(setting: HttpSetting, one: ConformanceCase, key: string, fault: NetworkFault | null) {
  const { network, connector } = setting
  const abort = new AbortController()
  network.fault = fault
  network.onSilence = () => abort.abort()
  try {
    return await called(connector, one, setting.context(key, abort.signal))
  } catch (error) {
    return { outcome: 'unknown', why: String(error) }
  } finally {
    network.fault = null
  }
}

const silent = (setting: HttpSetting, answer: unknown, what: string): void => {
  const text = JSON.stringify(answer)
  for (const secret of setting.secrets) claim(!text.includes(secret), `${what}: the outcome holds a secret`)
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** One fault, on every verb. */
const faultClaim = (setting: HttpSetting, fault: NetworkFault): ConformanceClaim => ({
  title: `${setting.connector.name}: ${fault.replaceAll('_', ' ')}`,
  check: async () => {
    const { processor, network, connector } = setting
    for (const one of await setting.cases()) {
      const key = freshKey()
      const what = `${one.title} (${fault})`
      const strays = network.strayed()
      const answer = await callThrough(setting, one, key, fault)
      silent(setting, answer, what)
      const allowed = mayBeCertain.has(fault) ? certainties : doubts
      claim(allowed.includes(answer.outcome), `${what}: answered ${answer.outcome}`)
      claim(network.strayed() === strays, `${what}: a redirect was followed`)
      const received = faultsAfter.some((after) => after === fault)
      claim(processor.timesDone(key) <= (received ? 1 : 0), `${what}: done ${processor.timesDone(key)} times`)
      const found = await probed(connector, one, setting.context(key, new AbortController().signal))
      if (!received) claim(['never_received', 'unknown'].includes(found.outcome), `${what}: found ${found.outcome}`)
      else claim(found.outcome === one.outcome, `${what}: found ${found.outcome}, and it was ${one.outcome}`)
      // What was certainly not received is sent again, under the same key; what was received is done no second time by it.
      const again = await callThrough(setting, one, key, null)
      claim(again.outcome === one.outcome, `${what}: sent again, it is ${again.outcome}`)
      claim(processor.timesDone(key) <= 1, `${what}: done ${processor.timesDone(key)} times`)
    }
  },
})

/** The claims, for a test runner of the caller's choice. */
export const conformanceOverHttp = (setting: HttpSetting): readonly ConformanceClaim[] => [
  ...faultsBefore.map((fault) => faultClaim(setting, fault)),
  ...faultsAfter.map((fault) => faultClaim(setting, fault)),
  {
    title: `${setting.connector.name}: sent twice by its network, a call is done once and answered once`,
    check: async () => {
      for (const one of await setting.cases()) {
        const key = freshKey()
        const answer = await callThrough(setting, one, key, 'sent_twice')
        silent(setting, answer, one.title)
        claim(answer.outcome === one.outcome, `${one.title}: answered ${answer.outcome}`)
        claim(setting.processor.timesDone(key) <= 1, `${one.title}: done ${setting.processor.timesDone(key)} times`)
        claim(same(answer, await callThrough(setting, one, key, null)), `${one.title}: the next answer differs`)
      }
    },
  },
  {
    title: `${setting.connector.name}: a call that nobody made is known to nobody`,
    check: async () => {
      for (const one of await setting.cases()) {
        const found = await probed(setting.connector, one, setting.context(freshKey(), new AbortController().signal))
        claim(found.outcome === 'never_received', `${one.title}: found ${found.outcome}`)
      }
    },
  },
]
