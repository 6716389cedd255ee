/**
 * A network between a connector and its processor that fails as networks and processors do, on purpose: for the conformance suite.
 *
 *   before   the processor never gets the request
 *   after    the processor gets it and does it; only its answer is lost or spoiled
 *
 * Nothing waits: a caller that would run out of time is told so by `onSilence`, as soon as the fault has had its effect.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'

export const faultsBefore = [
  'silence_before',
  'reset_before',
  'error_page_before',
  'redirect',
  'busy',
  'busy_without_a_time',
  'key_refused',
] as const
export const faultsAfter = [
  'silence_after',
  'reset_after',
  'half_an_answer',
  'error_page_after',
  'garbage',
  'empty_answer',
  'other_json',
  'other_amount',
  'other_currency',
  'other_reference',
] as const
export type NetworkFault = (typeof faultsBefore)[number] | (typeof faultsAfter)[number] | 'sent_twice'

/** How an answer of this processor looks that is about another amount, another currency or another payment. */
export type Bends = Readonly<Record<'other_amount' | 'other_currency' | 'other_reference', (body: string) => string>>

export type FaultyNetwork = {
  readonly url: string
  /** Null: everything goes through. */
  fault: NetworkFault | null
  /** Called where the caller waits in vain. */
  onSilence: () => void
  /** Requests that came where a redirect led; a connector follows none, since it would take the card along. */
  readonly strayed: () => number
  close(): Promise<void>
}

const listening = (serve: RequestListener): Promise<{ server: Server; url: string }> =>
  new Promise((resolve) => {
    const server = createServer(serve)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
    })
  })
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })

type Answer = { readonly status: number; readonly type: string; readonly body: string }
const page: Omit<Answer, 'status'> = { type: 'text/html', body: '502 Bad Gateway' }
const give = (to: ServerResponse, { status, type, body }: Answer, headers: Record<string, string> = {}): void =>
  void to.writeHead(status, { 'content-type': type, ...headers }).end(body)

/** Opens the network in front of a processor. */
export async function openFaultyNetwork(processor: string, bends: Bends): Promise<FaultyNetwork> {
  let strays = 0
  const elsewhere = await listening((_, answer) => {
    strays++
    give(answer, { status: 200, type: 'application/json', body: '{}' })
  })
  const handedOn = async (asked: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { host: _, connection: __, ...kept } = asked.headers
    const headers = Object.entries(kept).map(([name, value]): [string, string] => [name, String(value)])
    const answer = await fetch(processor + asked.url, {
      method: asked.method ?? 'GET',
      headers,
      ...(body.length === 0 ? {} : { body }),
    })
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? 'text/plain',
      body: await answer.text(),
    }
  }
  const network = { fault: null as NetworkFault | null, onSilence: (): void => undefined }
  const { server, url } = await listening(async (asked, to) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { fault } = network
    switch (fault) {
      case 'silence_before':
        return network.onSilence()
      case 'reset_before':
        return void asked.socket.destroy()
      case 'error_page_before':
        return give(to, { status: 500, ...page })
      case 'redirect':
        return give(to, { status: 307, ...page }, { location: `${elsewhere.url}${asked.url}` })
      case 'busy':
        return give(to, { status: 429, ...page }, { 'retry-after': '1' })
      case 'busy_without_a_time':
        return give(to, { status: 429, ...page })
      case 'key_refused':
        return give(to, { status: 401, type: 'application/json', body: '{"error":"unauthorised"}' })
    }
    if (fault === 'sent_twice') await handedOn(asked, body)
    const answer = await handedOn(asked, body)
    spoil(fault, answer, to, { bends, onSilence: network.onSilence })
  })
  return Object.assign(network, {
    url,
    strayed: () => strays,
    close: async () => {
      await Promise.all([closed(server), closed(elsewhere.server)])
    },
  })
}

/** Gives the answer as it is, or what the fault leaves of it. */
function spoil(
  fault: NetworkFault | null,
  answer: Answer,
  to: ServerResponse,
  { bends, onSilence }: { readonly bends: Bends; readonly onSilence: () => void },
): void {
  switch (fault) {
    case 'silence_after':
      return void onSilence()
    case 'reset_after':
      return void to.socket?.destroy()
    case 'half_an_answer':
      to.writeHead(answer.status, { 'content-type': answer.type, 'content-length': Buffer.byteLength(answer.body) })
      return void to.write(answer.body.slice(0, answer.body.length / 2), () => to.socket?.destroy())
    case 'error_page_after':
      return void give(to, { status: 502, ...page })
    case 'garbage':
      return void give(to, { ...answer, body: 'OK' })
    case 'empty_answer':
      return void give(to, { ...answer, body: '' })
    case 'other_json':
      return void give(to, { ...answer, body: '[null]' })
    case 'other_amount':
    case 'other_currency':
    case 'other_reference':
      return void give(to, { ...answer, body: bends[fault](answer.body) })
    default:
      return void give(to, answer)
  }
}
