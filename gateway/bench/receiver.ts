/**
 * A webhook receiver for the bench, a process of its own: answers after a while and keeps how long each event took to arrive,
 * by the time in its id. GET gives what it saw and forgets it; GET /warm forgets only the times, as a warm-up does.
 *
 *   node receiver.ts '{"port":4391,"answerMs":500}'
 */
import { createServer } from 'node:http'

export type ReceiverStats = {
  readonly arrived: number
  readonly distinct: number
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** Events of an object that arrived after a later one of it. */
  readonly outOfOrder: number
}

const { port, answerMs } = JSON.parse(process.argv[2] ?? '{}') as { port: number; answerMs: number }
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The milliseconds that an id begins with. */
const timeOf = (id: string): number =>
  [...id.slice(4, 12)].reduce((sum, letter) => sum * 62 + alphabet.indexOf(letter), 0)

let lags: number[] = []
let arrived = 0
let seen = new Set<string>()
let latest = new Map<string, number>()
let outOfOrder = 0

const stats = (): ReceiverStats => {
  const sorted = lags.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { arrived, distinct: seen.size, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0, outOfOrder }
}

createServer((request, response) => {
  if (request.url === '/warm') {
    lags = []
    response.end('{}')
    return
  }
  if (request.method === 'GET') {
    response.end(JSON.stringify(stats()))
    lags = []
    arrived = 0
    seen = new Set()
    latest = new Map()
    outOfOrder = 0
    return
  }
  const id = String(request.headers['webhook-id'])
  lags.push(Date.now() - timeOf(id))
  arrived++
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString('latin1')
    const object = /"data":\{"object":\{"id":"(\w+)"/.exec(text)?.[1] ?? ''
    const sequence = Number(/"object_sequence":(\d+)/.exec(text)?.[1])
    if (sequence < (latest.get(object) ?? 0) && !seen.has(id)) outOfOrder++
    latest.set(object, Math.max(sequence, latest.get(object) ?? 0))
    seen.add(id)
    setTimeout(() => response.end('{}'), answerMs)
  })
}).listen(port, '127.0.0.1', () => console.log('ready'))
