/** The calls to processors, as this gateway makes them: with the accounts of its environments, and watched where traces are collected. */
import type { FastifyBaseLogger } from 'fastify'
import type { ConnectorAccount } from '../contracts/connector.ts'
import { usualAccounts } from '../engine/access.ts'
import type { EnvironmentSettings } from '../engine/command.ts'
import { createPerformer, type Performer, type PerformerOptions } from '../engine/effects.ts'
import type { Tracing } from './tracing.ts'

/** An environment's account by id; what was made through the simulator before a live environment refused it stays askable. */
const configured = (environment: EnvironmentSettings, id: string): ConnectorAccount | null =>
  environment.connectorAccounts.find((one) => one.id === id) ??
  usualAccounts({ env: environment.id, livemode: false }).find((one) => one.id === id) ??
  null

export function performerWith(
  {
    logger,
    callTimeoutMs,
    tracing,
  }: { readonly logger: FastifyBaseLogger; readonly callTimeoutMs?: number; readonly tracing?: Tracing },
  parts: Pick<PerformerOptions, 'connectors' | 'instrumentOf' | 'forgetCvc' | 'nowIn'>,
): Performer {
  const performer = createPerformer({
    ...parts,
    accountOf: configured,
    onUnknown: (effect, error) =>
      logger.warn({ err: error, call: effect.id, verb: effect.verb }, 'a call to a processor failed'),
    ...(callTimeoutMs === undefined ? {} : { timeoutMs: callTimeoutMs }),
  })
  return tracing?.performer(performer) ?? performer
}
