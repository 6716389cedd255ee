/** The server's settings, each with its reason. Durability is never traded: what was acknowledged is on the disk. */
import { totalmem } from 'node:os'

const megabyte = 1024 * 1024
/** What this process may use: a container's limit where there is one (0 or a huge number where there is none). */
const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || totalmem())
/** A quarter of the memory, at most 512 MB: the working set of a busy sandbox; more gains nothing measurable. */
const sharedBuffersMb = Math.max(64, Math.min(512, Math.floor(memoryBytes / 4 / megabyte)))
/** One gateway with its deliveries uses about thirty; there is room for three more processes and command lines beside them. */
const connectionsMax = 120
/** Checkpoints this far apart: after each, the first change of a page writes it whole to the log. Recovery takes longer. */
const checkpointMinutes = 15
/** Room for so much log between two checkpoints; less would force them under load, more is disk that nobody needs. */
const walMaxGb = 4
/** Log not yet on its way to the disk; a flush of many payments fits without an extra write. */
const walBuffersMb = 16
/** Payments are updated once or twice soon after they are made: dead rows are looked for often … */
const vacuumEverySeconds = 15
/** … and cleared in small, quick steps, so that tables stay small and no caller notices. */
const vacuumPauseMs = 1

/** The value is a list, separated by commas; quotes keep a folder with a comma in its name whole. */
const listed = (folder: string): string => `"${folder.replaceAll('"', '""')}"`

export const serverSettings = (socketFolder: string): readonly string[] =>
  Object.entries({
    // Only this machine, only through the socket; no port that could be in use.
    listen_addresses: '',
    unix_socket_directories: listed(socketFolder),
    // Our own user (and root) only; the password is asked for besides.
    unix_socket_permissions: '0700',
    // A commit that was acknowledged survives the loss of power, and no page is ever half written.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${sharedBuffersMb}MB`,
    checkpoint_timeout: `${checkpointMinutes}min`,
    max_wal_size: `${walMaxGb}GB`,
    // Spread over the whole time to the next one: no burst of writes that payments would have to wait for.
    checkpoint_completion_target: '0.9',
    wal_buffers: `${walBuffersMb}MB`,
    // No standby reads from an embedded server, so the log carries no more than recovery needs.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_connections: String(connectionsMax),
    // Short statements only; compiling them costs more than running them.
    jit: 'off',
    autovacuum: 'on',
    autovacuum_naptime: `${vacuumEverySeconds}s`,
    autovacuum_vacuum_cost_delay: `${vacuumPauseMs}ms`,
    log_min_messages: 'warning',
    timezone: 'UTC',
    cluster_name: 'florin',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
