/**
 * A server that ended by itself is started again by whoever owns its data directory, where its sessions look for it.
 *
 *   answers        nothing to do
 *   recovers       it runs and takes nobody in yet: waited for
 *   ended          started again; what a killed one left behind may take a moment to go away
 *   ends again     so often in a row that something else is wrong: the owner is told, and ends
 */
import type { Cluster } from './cluster.ts'
import { type Launched, launch } from './launch.ts'
import { runningServer } from './running.ts'

/** A killed server's last sessions are gone within seconds; with a pause of a fifth of a second between tries, this is longer. */
const launchesMax = 50
/** One that has run so long was well. */
const wellMs = 60_000

export type Revival = {
  /** Sees to a server that does not answer. */
  readonly revive: () => Promise<void>
  /** From now on it may end. */
  readonly end: () => void
}

export function createRevival(options: {
  readonly cluster: Cluster
  readonly log: string
  readonly socketFolder: string
  readonly onLost: (why: string) => void
}): Revival {
  const { cluster, log, socketFolder } = options
  let ended = false
  let launched: { readonly server: Launched; readonly at: number } | null = null
  let launches = 0
  const lost = (why: string): void => {
    ended = true
    options.onLost(why)
  }
  const revive = async (): Promise<void> => {
    if (ended || (await runningServer(cluster.folder)) !== null || ended) return
    const why = launched?.server.ended() ?? null
    // It was started a moment ago and has not said yet that it runs.
    if (launched !== null && why === null) return
    if (launched !== null && performance.now() - launched.at > wellMs) launches = 0
    if (launches++ < launchesMax) launched = { server: launch(cluster, log, socketFolder), at: performance.now() }
    else lost(why ?? 'PostgreSQL ended')
  }
  return {
    end: () => {
      ended = true
    },
    // Its folder may be gone, too.
    revive: () => revive().catch((error: unknown) => lost(error instanceof Error ? error.message : String(error))),
  }
}
