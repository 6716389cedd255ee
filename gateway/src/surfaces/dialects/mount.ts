/** Foreign APIs composed: what the server has to know of them before a route is found, and their calls. */

import { dialects } from '../../dialects/index.ts'
import type { AnswerSetup } from '../../engine/answer.ts'
import { createForeignReader } from '../../engine/dialect-reader.ts'
import type { Registry } from '../../engine/registry.ts'
import type { Engine } from '../../engine/route.ts'
import { methodCatalogue } from '../../methods/index.ts'
import { newestRates, ratedCurrencies } from '../../operations/rates.ts'
import type { StatusProbe } from '../../operations/status-probe.ts'
import type { CardNumberRule } from '../http/card-numbers.ts'
import { dialectOfPath, hostsOf, mountDialects, rewriterOf, sendForeignRefusal } from '../http/dialects.ts'
import type { HttpMetrics } from '../http/metrics.ts'
import type { PayerPageSender } from '../http/payer-page-sender.ts'
import type { HttpOptions, HttpServer } from '../http/server.ts'
import { createDialectAuth, type DialectAuthOptions } from './auth.ts'

/** `hosts`: names besides `ojire.localhost`, by dialect. */
export const foreignHttp = (
  hosts: ReadonlyMap<string, readonly string[]> = new Map(),
): Pick<HttpOptions, 'rewriteUrl' | 'refuseForeign'> => ({
  rewriteUrl: rewriterOf(hostsOf(dialects, hosts)),
  refuseForeign: (reply, url, refusal, requestId) => {
    const dialect = dialectOfPath(dialects, url)
    if (dialect !== null) sendForeignRefusal(reply, dialect, null, { refusal, ours: false }, requestId)
    return dialect !== null
  },
})

export function mountForeign(
  http: HttpServer,
  options: Omit<DialectAuthOptions, 'monotonicMs'> & {
    registry: Registry
    engine: Engine
    answers: AnswerSetup
    metrics: HttpMetrics
    statusProbe: StatusProbe
    publicUrl: () => string
    cardNumbers: CardNumberRule
    pages: PayerPageSender
  },
): void {
  const { engine, pool, answers, registry } = options
  mountDialects(http.app, {
    ...options,
    dialects,
    engine: {
      ...engine,
      ...createForeignReader({ pool, registry, answers }),
      methods: methodCatalogue,
      probe: (intent, attempt, { environment }) => options.statusProbe.probe(environment, intent, attempt),
      rates: (base) => newestRates(pool, base),
      ratedCurrencies: () => ratedCurrencies(pool),
    },
    authOf: createDialectAuth({ ...options, monotonicMs: () => performance.now() }),
    draining: http.draining,
    inFlight: http.inFlight,
  })
}

/** Whether a callback format covers an event type; the native one covers all. */
export const callbackCovers = (format: string, type: string): boolean =>
  dialects.get(format)?.callback?.types.includes(type) ?? format === 'native'

/** The formats in which events can be sent. */
export const callbackNames: readonly string[] = [
  'native',
  ...[...dialects.values()].flatMap(({ name, callback }) => (callback === null ? [] : [name])),
]
