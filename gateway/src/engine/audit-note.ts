/** Who wrote what: the vocabulary of the audit log. `audit-log.ts` stores it. */

/**
 *   api_key    a call with a key
 *   payer      a page that the payer uses
 *   processor  the outcome of a call to a processor, for the request that made it
 *   schedule   work that had become due
 *   operator   the command line
 */
export const actorTypes = ['api_key', 'payer', 'processor', 'schedule', 'operator'] as const

export type Actor = {
  readonly type: (typeof actorTypes)[number]
  /** `key_…`, never the key itself. */
  readonly key: string | null
  /** Where the request came from. */
  readonly address: string | null
  /** `POST /v1/payment_intents/:id/capture`. */
  readonly call: string | null
}

const withoutRequest = { key: null, address: null, call: null }
export const processorActor: Actor = { type: 'processor', ...withoutRequest }
export const scheduleActor: Actor = { type: 'schedule', ...withoutRequest }
export const operatorActor: Actor = { type: 'operator', ...withoutRequest }

/** An object's facts that a write brought: from its first to its last. */
export type Touched = readonly [object: string, first: number, last: number]

/** What a write without facts changed; null where there was, or is, nothing. Never a secret. */
export type Change = {
  readonly object: string
  readonly id: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** What is stored of a write; what is null is left out. Its id says when, in real time. */
export type AuditNote = {
  /** `payment_intent.capture`, `api_key.create`. */
  readonly operation: string
  readonly actor: Actor['type']
  readonly key?: string
  readonly address?: string
  readonly call?: string
  /** Left out too where the fact that it stands beside names the request. */
  readonly request?: string
  readonly objects?: readonly Touched[]
  readonly change?: Change
}

export const auditNote = (
  operation: string,
  { type, key, address, call }: Actor,
  request: string | null,
  what: Pick<AuditNote, 'objects' | 'change'>,
): AuditNote => ({
  operation,
  actor: type,
  ...(key === null ? {} : { key }),
  ...(address === null ? {} : { address }),
  ...(call === null ? {} : { call }),
  ...(request === null ? {} : { request }),
  ...what,
})

export type AuditFilter = {
  readonly object: string | null
  readonly api_key: string | null
  readonly actor: Actor['type'] | null
  /** `payment_intent.capture`, or with a final `*` a family: `payment_intent.*`. */
  readonly operation: string | null
  readonly request: string | null
}

/** A write as it is shown: of what changed, only the fields that did. */
export type AuditEntry = {
  readonly id: string
  readonly note: AuditNote
  readonly request: string | null
  /** The hint of the key; null where there was none. */
  readonly hint: string | null
  readonly changes: readonly Change[]
}
