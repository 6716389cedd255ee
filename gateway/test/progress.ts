/** A reporter for node:test: one line for each test file as it ends, so that a long run shows how far it is. */
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

export default async function* progress(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    // The run as a whole has a summary too, which names no file.
    if (type !== 'test:summary' || data.file === undefined) continue
    const { tests, passed, skipped, todo } = data.counts
    const lost = tests - passed - skipped - todo
    const counts = [
      `${passed} passed`,
      ...(lost > 0 ? [`${lost} failed`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ]
    const seconds = (data.duration_ms / 1000).toFixed(1)
    yield `${data.success ? 'ok    ' : 'FAILED'} ${relative('.', data.file)}: ${counts.join(', ')} (${seconds} s)\n`
  }
}
