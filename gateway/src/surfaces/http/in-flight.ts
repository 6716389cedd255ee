/**
 * Bytes in flight: what is being made for a caller, or was made and is not read yet. The room for them is bounded, for the process and
 * for each environment, and whoever makes something large takes its room first: what cannot be sent is not built.
 *
 *   there is room   a reservation is granted at once
 *   no room         it waits, in the order of arrival; somebody of another environment, whose share is free, passes
 *   waited too long, or too many wait    it is refused
 *
 * Something larger than a whole share goes when nothing else of its environment is in flight: it is slow, not impossible.
 */
import type { ServerResponse } from 'node:http'
import type { TObject } from 'typebox'
import { isRefusal, type Refusal } from '../../kernel/refusal.ts'
import {
  bytesInFlightMax,
  environmentShare,
  objectBytes,
  refuseLimit,
  roomQueueMax,
  roomWaitMs,
  smallAnswerBytes,
} from './limits.ts'

/** Room that was taken. It is given back once, by `end`. */
export type Lease = {
  /** What it really came to. */
  resize(bytes: number): void
  end(): void
}

export type InFlight = {
  /** Takes room, or waits for it. */
  reserve(env: string, bytes: number): Lease | Promise<Lease | Refusal>
  /** Counts what is there already, whether or not there is room. */
  hold(env: string, bytes: number): Lease
  /** True where an environment has used its share up. */
  full(env: string): boolean
  bytes(): number
}

type Waiting = {
  readonly env: string
  readonly bytes: number
  readonly granted: (lease: Lease | Refusal) => void
  readonly timer: NodeJS.Timeout
}

export function createInFlight(options: { bytesMax?: number; waitMs?: number } = {}): InFlight {
  const { bytesMax = bytesInFlightMax, waitMs = roomWaitMs } = options
  const shareMax = bytesMax * environmentShare
  const used = new Map<string, number>()
  let total = 0
  let waiting: Waiting[] = []

  const add = (env: string, bytes: number): void => {
    total += bytes
    const after = (used.get(env) ?? 0) + bytes
    if (after > 0) used.set(env, after)
    else used.delete(env)
  }
  const fits = (env: string, bytes: number): boolean => {
    const share = used.get(env) ?? 0
    return (share === 0 || share + bytes <= shareMax) && (total === 0 || total + bytes <= bytesMax)
  }
  const hold = (env: string, given: number): Lease => {
    let bytes = given
    let ended = false
    add(env, bytes)
    return {
      resize: (next) => {
        if (ended) return
        add(env, next - bytes)
        bytes = next
        admit()
      },
      end: () => {
        if (ended) return
        ended = true
        add(env, -bytes)
        admit()
      },
    }
  }
  /** Lets in who has room now, in order; whoever's own share is used up is passed. */
  const admit = (): void => {
    if (waiting.length === 0) return
    waiting = waiting.filter((one) => {
      if (!fits(one.env, one.bytes)) return true
      clearTimeout(one.timer)
      one.granted(hold(one.env, one.bytes))
      return false
    })
  }
  return {
    hold,
    full: (env) => (used.get(env) ?? 0) >= shareMax,
    bytes: () => total,
    reserve: (env, bytes) => {
      const before = waiting.filter((one) => one.env === env).length
      // Nobody of an environment overtakes its own.
      if (before === 0 && fits(env, bytes)) return hold(env, bytes)
      if (before >= roomQueueMax) return Promise.resolve(refuseLimit.noRoom())
      return new Promise((granted) => {
        const timer = setTimeout(() => {
          waiting = waiting.filter((one) => one.timer !== timer)
          granted(refuseLimit.noRoom())
        }, waitMs)
        waiting.push({ env, bytes, granted, timer })
      })
    },
  }
}

/** How foreign APIs call the size of a page; and what they give where nothing is said, at most. */
const pageSizes = ['limit', 'per_page', 'perPage', 'size', 'pageSize', 'page_size']
const usualForeignPage = 20

/** How large the answer of a foreign call may become, where it shows many objects; 0 where it shows one. */
export function pageBytes(route: { readonly method: string; readonly query?: TObject }, query: object): number {
  const name = pageSizes.find((size) => route.query?.properties[size] !== undefined)
  if (route.method !== 'GET' || name === undefined) return 0
  return (Number(Reflect.get(query, name)) || usualForeignPage) * objectBytes
}

/** What an answer is made for: whose it is, how large it may become (0: small, like most), and the connection that takes it. */
export type AnswerRoom = { readonly env: string; readonly bytes: number; readonly response: ServerResponse }

/** Makes an answer once there is room for it; a large one is counted until it was read or its connection is gone. */
export async function withRoom<Answer extends object>(
  inFlight: InFlight,
  { env, bytes, response }: AnswerRoom,
  make: () => Promise<Answer>,
): Promise<Answer | Refusal> {
  if (bytes === 0 && inFlight.full(env)) return refuseLimit.noRoom()
  const taken = bytes === 0 ? null : inFlight.reserve(env, bytes)
  const lease = taken instanceof Promise ? await taken : taken
  if (isRefusal(lease)) return lease
  try {
    const answer = await make()
    countUntilRead(inFlight, lease, { env, size: sizeOf(answer), response })
    return answer
  } catch (error) {
    lease?.end()
    throw error
  }
}

const sizeOf = (answer: object): number =>
  'body' in answer && typeof answer.body === 'string' ? answer.body.length : 0

function countUntilRead(
  inFlight: InFlight,
  lease: Lease | null,
  { env, size, response }: { env: string; size: number; response: ServerResponse },
): void {
  if (size < smallAnswerBytes || response.destroyed) {
    lease?.end()
    return
  }
  const held = lease ?? inFlight.hold(env, size)
  held.resize(size)
  response.once('close', held.end)
}
