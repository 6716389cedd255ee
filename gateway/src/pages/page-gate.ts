/** The gate before a payer's pages: the same measure that publishable keys have, and one for each payer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Access, cacheMs } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import type { Gate } from '../engine/gate.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { payerNetwork } from '../surfaces/http/payer-address.ts'
import { sendPage } from './layout.ts'
import { refusedPage } from './notices.ts'
import { mayBeId, speechOf } from './request.ts'

/** Environments whose measure is remembered. */
const rememberedMax = 1000

/** Puts the gate before every page of a scope whose address names an environment (`:env`). */
export function gatePages(
  scope: FastifyInstance,
  { access, gate }: { readonly access: Pick<Access, 'environment'>; readonly gate: Pick<Gate, 'admitPage'> },
): void {
  const remembered = new Map<string, { environment: EnvironmentSettings; until: number }>()
  const environmentOf = async (env: string): Promise<EnvironmentSettings | null> => {
    const known = remembered.get(env)
    if (known !== undefined && known.until > performance.now()) return known.environment
    const environment = mayBeId(env) ? await access.environment(env) : null
    if (environment === null) return null
    if (remembered.size >= rememberedMax) remembered.clear()
    remembered.set(env, { environment, until: performance.now() + cacheMs })
    return environment
  }
  scope.addHook('onRequest', async (request, reply) => {
    const { env } = request.params as { env?: string }
    const environment = env === undefined ? null : await environmentOf(env)
    const refusal = environment === null ? null : gate.admitPage(environment, payerNetwork(request))
    return refusal === null ? undefined : sendBusy(request, reply, refusal)
  })
}

/** A page for a payer who has to wait. */
function sendBusy(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const speech = speechOf(request)
  reply.header('retry-after', refusal.retryAfterSeconds ?? 1)
  return sendPage(reply, 429, refusedPage(speech, refusal), speech)
}
