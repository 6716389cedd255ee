/** The server's settings, each with its reason. Durability is never traded: what was acknowledged is on the disk. */
import { totalmem } from 'node:os'

const megabyte = 1024 * 1024
/** A quarter of the memory, at most 512 MB: the working set of a busy sandbox; more gains nothing measurable. */
const sharedBuffersMb = Math.max(64, Math.min(512, Math.floor(totalmem() / 4 / megabyte)))

export const serverSettings = (socketFolder: string): readonly string[] =>
  Object.entries({
    // Only this machine, only through the socket; no port that could be in use.
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0777',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${sharedBuffersMb}MB`,
    // Far apart checkpoints: after each, the first change of a page writes it whole to the log.
    checkpoint_timeout: '15min',
    max_wal_size: '4GB',
    checkpoint_completion_target: '0.9',
    wal_buffers: '16MB',
    // No standby reads from an embedded server.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_connections: '60',
    // Short statements only; compiling them costs more than running them.
    jit: 'off',
    // Payments are updated once or twice soon after they are made.
    autovacuum_naptime: '15s',
    autovacuum_vacuum_cost_delay: '1ms',
    log_min_messages: 'warning',
    timezone: 'UTC',
    cluster_name: 'florin',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
