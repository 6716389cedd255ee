/**
 * `florin listen --forward-to URL`: a webhook without an address. Reads the event stream and sends each event to a URL of this
 * machine, signed as a webhook is. It goes on where it was after a lost connection, and can begin at any event.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { Secret } from '../../kernel/secret.ts'
import { unixSeconds } from '../../kernel/time.ts'
import { nativeCallback } from '../../webhooks/out/native-format.ts'
import { secretPrefix } from '../../webhooks/out/signature.ts'
import { parseId, webAddress, words } from './parse.ts'
import { type ServerOptions, withServer } from './server.ts'
import { CommandFailed, type CommandResult, type Io, type Shell } from './shell.ts'

type ListenOptions = ServerOptions & {
  readonly forwardTo: string
  readonly events: string
  readonly from?: string
  readonly after?: string
}

/** A receiver that is being restarted is tried again after these pauses, in milliseconds; the events behind wait. */
const forwardPausesMs = [500, 1000, 2000, 4000]
/** The pause before a lost stream is opened again. */
const reconnectMs = 1000
/** A handler may take this long, as with a webhook. */
const answerMs = 10_000

/** The secret of a listener: the same for the same key, so that it is put into a handler's settings once. */
export const listenSecret = (key: string): string =>
  secretPrefix + createHash('sha256').update(`florin listen ${key}`).digest().subarray(0, 24).toString('base64')

export const addListen = (program: Command, { does }: Shell): void => {
  withServer(program.command('listen'))
    .description('forward events to a URL of this machine, signed; needs no public address')
    .requiredOption('--forward-to <url>', 'where to send them, for example http://localhost:3000/hook', webAddress)
    .option('--events <types>', 'only these types, with commas between; charge.* is a family', words(2000), '*')
    .option('--from <event>', 'begin with this event (evt_…), and replay what came after it', parseId('evt'))
    .option('--after <event>', 'begin after this event', parseId('evt'))
    .action(does((io, options: ListenOptions) => listen(io, options)))
}

async function listen(io: Io, options: ListenOptions): Promise<CommandResult> {
  const { err, untilEnded } = io.terminal
  const ending = untilEnded()
  const secret = new Secret(listenSecret(options.key))
  let last = options.after
  let told = false
  while (!ending.aborted) {
    const response = await openStream(options, last, ending)
    if (response === null) {
      if (!told) err(`no gateway at ${options.server}; waiting for it …\n`)
      told = true
      await rest(reconnectMs, ending)
      continue
    }
    if (!told || last === undefined) tellStart(io, options.forwardTo, secret)
    told = true
    try {
      for await (const { id, event, data } of response
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream())) {
        if (id === undefined) continue
        const outcome = await forward(id, data, options.forwardTo, secret)
        io.tell(`${clock()}  ${(event ?? '').padEnd(40)} ${id}  ${toldOf(outcome, id)}`, {
          event: id,
          type: event,
          ...outcome,
        })
        last = id
      }
    } catch {
      // The gateway went away in the middle; the stream goes on after the last event.
    }
    if (ending.aborted) break
    err('the connection ended; trying again …\n')
    await rest(reconnectMs, ending)
  }
  return { lines: [], json: undefined }
}

const tellStart = ({ tell }: Io, to: string, secret: Secret<string>): void =>
  tell(`listening · signing secret ${secret.reveal()} · forwarding to ${to} · Ctrl-C ends`, {
    listening: { forward_to: to, secret: secret.reveal() },
  })

/** A pause that an end cuts short. */
const rest = (milliseconds: number, ending: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal: ending }).catch(() => undefined)

const clock = (): string => new Date().toISOString().slice(11, 19)

async function openStream(
  options: ListenOptions,
  last: string | undefined,
  ending: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const address = new URL('/v1/events/stream', options.server)
  for (const type of options.events.split(',')) address.searchParams.append('types[]', type.trim())
  if (last === undefined && options.from !== undefined) address.searchParams.set('from', options.from)
  const headers = {
    authorization: `Bearer ${options.key}`,
    ...(last === undefined ? {} : { 'last-event-id': last }),
  }
  const response = await fetch(address, { headers, signal: ending }).catch(() => null)
  if (response === null || response.status >= 500 || response.status === 429) return null
  if (!response.ok || response.body === null) {
    const body = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
    throw new CommandFailed(body.error?.message ?? `the gateway answered ${response.status}`)
  }
  return response.body
}

/** The receiver's answer, or why there is none. */
type Outcome = { readonly status: number; readonly milliseconds: number } | { readonly failed: string }

const toldOf = (outcome: Outcome, id: string): string =>
  'failed' in outcome
    ? `→ ${outcome.failed}; replay with --from ${id}`
    : `→ ${outcome.status} (${outcome.milliseconds} ms)`

/** Sends one event; gives what came of it. A receiver that takes no connection is tried again for a while. */
async function forward(id: string, data: string, to: string, secret: Secret<string>): Promise<Outcome> {
  const body = Buffer.from(data)
  for (let tries = 0; ; tries++) {
    const message = { id, timestamp: unixSeconds(Date.now()), body, secrets: [secret], to: 'endpoint' as const }
    const headers = nativeCallback.headers(message)
    const began = performance.now()
    try {
      const response = await fetch(to, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(answerMs),
      })
      await response.body?.cancel()
      return { status: response.status, milliseconds: Math.round(performance.now() - began) }
    } catch (error) {
      const pause = forwardPausesMs[tries]
      const why = error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'no connection'
      if (pause === undefined) return { failed: why }
      await sleep(pause)
    }
  }
}
