/** What an interrupted first start leaves behind: folders still under construction, named after who was at it. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { processExists } from './running.ts'

/** The beginning of the name of whatever is not whole yet. */
export const temporaryName = (): string => `making-${process.pid}-`

/** Removes what processes that are gone left unfinished. Whatever is whole bears another name and is never touched. */
export function clearLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || processExists(Number(pid))) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch {
      // A program that outlived its starter still writes there; it is cleared at a later start.
    }
  }
}
