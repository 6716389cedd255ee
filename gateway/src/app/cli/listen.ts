/**
 * `florin listen --forward-to URL`: a webhook without an address. Reads the event stream and sends each event to a URL of this
 * machine, signed as a webhook is. It goes on where it was after a lost connection, and can begin at any event.
 */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { nativeCallback } from '../../engine/webhooks/native.ts'
import { secretPrefix } from '../../engine/webhooks/signature.ts'
import { Secret } from '../../kernel/secret.ts'
import { unixSeconds } from '../../kernel/time.ts'
import { ServerError, type ServerOptions, tellFailure, withServer } from './server.ts'

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

const url = (text: string): string => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('an address such as http://localhost:3000/hook')
  return text
}

export const addListen = (program: Command): void => {
  withServer(program.command('listen'))
    .description('forward events to a URL of this machine, signed; needs no public address')
    .requiredOption('--forward-to <url>', 'where to send them, for example http://localhost:3000/hook', url)
    .option('--events <types>', 'only these types, with commas between; charge.* is a family', '*')
    .option('--from <event>', 'begin with this event (evt_…), and replay what came after it')
    .option('--after <event>', 'begin after this event')
    .action((options: ListenOptions) => tellFailure(() => listen(options)))
}

async function listen(options: ListenOptions): Promise<void> {
  const secret = new Secret(listenSecret(options.key))
  let last = options.after
  let told = false
  for (;;) {
    const response = await openStream(options, last)
    if (response === null) {
      if (!told) console.error(`no gateway at ${options.server}; waiting for it …`)
      told = true
      await sleep(reconnectMs)
      continue
    }
    if (!told || last === undefined)
      console.log(`listening · signing secret ${secret.reveal()} · forwarding to ${options.forwardTo} · Ctrl-C ends`)
    told = true
    try {
      for await (const { id, event, data } of response
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream())) {
        if (id === undefined) continue
        console.log(
          `${clock()}  ${(event ?? '').padEnd(40)} ${id}  ${await forward(id, data, options.forwardTo, secret)}`,
        )
        last = id
      }
    } catch {
      // The gateway went away in the middle; the stream goes on after the last event.
    }
    console.error('the connection ended; trying again …')
    await sleep(reconnectMs)
  }
}

const clock = (): string => new Date().toISOString().slice(11, 19)

async function openStream(
  options: ListenOptions,
  last: string | undefined,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
  const address = new URL('/v1/events/stream', options.server)
  for (const type of options.events.split(',')) address.searchParams.append('types[]', type.trim())
  if (last === undefined && options.from !== undefined) address.searchParams.set('from', options.from)
  const headers = {
    authorization: `Bearer ${options.key}`,
    ...(last === undefined ? {} : { 'last-event-id': last }),
  }
  const response = await fetch(address, { headers }).catch(() => null)
  if (response === null || response.status >= 500 || response.status === 429) return null
  if (!response.ok || response.body === null) {
    const body = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
    throw new ServerError(body.error?.message ?? `the gateway answered ${response.status}`)
  }
  return response.body
}

/** Sends one event; gives what came of it, for the line. A receiver that takes no connection is tried again for a while. */
async function forward(id: string, data: string, to: string, secret: Secret<string>): Promise<string> {
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
      return `→ ${response.status} (${Math.round(performance.now() - began)} ms)`
    } catch (error) {
      const pause = forwardPausesMs[tries]
      const why = error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'no connection'
      if (pause === undefined) return `→ ${why}; replay with --from ${id}`
      await sleep(pause)
    }
  }
}
