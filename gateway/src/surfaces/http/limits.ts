/**
 * The limits of the server's memory and of its patience, each with its reason and what happens at it. What they count is shown by
 * /metrics (`florin_http_bytes_in_flight`, `florin_http_cut_total`).
 *
 * Small requests are bounded by their number, large ones by their bytes, so that whoever fills the room for large ones (without a key,
 * or with one) takes nothing from payments, which are small.
 */
import { getHeapStatistics } from 'node:v8'
import { defineRefusal } from '../../kernel/refusal.ts'

/**
 * Connections at once: an idle one costs about 20 kB, so 80 MB in all. Beyond it idle connections are closed, and new ones with them
 * until there is room.
 */
export const connectionsMax = 4096
/**
 * Unanswered requests of one connection: more than any client pipelines, and few enough that a reader who never reads costs no more
 * than 16 answers. Beyond it the connection is closed.
 */
export const pipelinedMax = 16
/** Unanswered requests in all: as many as the writer's queue takes. Beyond it the answer is 503. */
export const requestsMax = 10_000
/** Bodies up to this size are not counted: a payment has a fortieth of it, and a full server of them 160 MB. */
export const smallBodyBytes = 16 << 10
/** Answers from this size on are counted until they are read; all below are bounded by their number. */
export const smallAnswerBytes = 64 << 10
/**
 * The memory for answers that are being made or not yet read, and half of it for large bodies: an eighth of the heap, because making an
 * answer takes several times its size (rows, objects, text). Beyond it whoever asks waits, and then gets 503.
 */
export const bytesInFlightMax = Math.floor(getHeapStatistics().heap_size_limit / 8)
/** Of that, for one environment: a quarter, so that three others still have room. */
export const environmentShare = 1 / 4
/** An object with all that metadata may hold, and each object that is expanded in it. */
export const objectBytes = 40 << 10
/** Objects of a page where nothing is said. */
const usualPage = 10
/** How large a page may become: by its length, and by how much of each object is expanded. */
export const listBytes = (query: { readonly limit?: unknown }, expanded: number): number =>
  Number(query.limit ?? usualPage) * objectBytes * (1 + expanded)
/** Whoever waits for room longer than this gets 503: clients wait longer for an answer, but not much. */
export const roomWaitMs = 10_000
/** Requests of one environment that wait for room. Beyond it the answer is 503 at once. */
export const roomQueueMax = 200
/**
 * A reader has this long to take `leastReadBytes` of what was sent to it (8 kbit/s: less than the slowest line). Who takes less is cut,
 * and comes back: a stream of events goes on where it was.
 */
export const unreadMaxMs = 30_000
export const leastReadBytes = 32 << 10

export const refuseLimit = {
  answerTooLarge: defineRefusal(
    'too_large',
    'answer_too_large',
    'What was asked for is larger than one answer may be. Ask for a smaller page (`limit`), or expand less.',
    () => 'The answer would be larger than one answer may be. Ask for a smaller page with limit, or expand less.',
  ),
  busy: defineRefusal(
    'unavailable',
    'server_busy',
    'More requests, or larger ones, are under way than this server takes on at once. Nothing was done; retry in a moment.',
    () => 'The server has more requests under way than it takes on at once. Nothing was done; retry in a moment.',
    () => ({ retryAfterSeconds: 1 }),
  ),
  noRoom: defineRefusal(
    'unavailable',
    'answers_unread',
    'An environment has a share of the memory for large answers, and this one has used it up with answers that are being made or that nobody has read yet. Read them, ask for smaller pages (`limit`), or for fewer at once. Nothing was done.',
    () =>
      'This environment has too many large answers under way that were not read yet. Nothing was done; retry in a moment, with smaller pages or fewer at once.',
    () => ({ retryAfterSeconds: 1 }),
  ),
}
