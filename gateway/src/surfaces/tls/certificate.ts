/**
 * The certificate of the TLS listener. The operator's own is read from its files, again whenever it may have been renewed. Where
 * there is none, one is made for the names of this machine and kept in the data directory, so that whoever trusts it once goes
 * on trusting it; it is made anew before it ends, or for other names.
 */
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { reasonOf } from '../../kernel/reason.ts'
import { dayMs } from '../../kernel/time.ts'
import type { TlsSettings } from './settings.ts'

export type Certificate = {
  /** PEM. */
  readonly cert: string
  readonly key: string
  /** The file to trust; null for the operator's own. */
  readonly trust: string | null
  /** Unix milliseconds. */
  readonly endsAt: number
}
type Refused = { readonly refused: string }

/** What no browser and no library finds too long. */
const lifeDays = 397
/** A made one is replaced when it has less than this left. */
const leastDays = 30
const machineNames = ['localhost', '127.0.0.1', '::1']

/** The certificate of the settings; refused in one line where the operator's cannot be used. `names` are those of this machine. */
export async function certificateOf(
  { files, names }: TlsSettings,
  dataDir: string,
  hosts: readonly string[],
  now: number,
): Promise<Certificate | Refused> {
  if (files !== null) return ownCertificate(files.certificate, files.key)
  const wanted = [...new Set([...machineNames, ...hosts, ...names])]
  try {
    const kept = keptCertificate(dataDir, wanted, now)
    if (kept !== null) return kept
    const made = await makeCertificate(wanted, now)
    const { folder, certFile, keyFile } = placeIn(dataDir)
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeWhole(keyFile, made.key, 0o600)
    writeWhole(certFile, made.cert, 0o644)
    return { ...made, trust: certFile }
  } catch (error) {
    return { refused: `a certificate could not be kept in ${dataDir}: ${reasonOf(error)}` }
  }
}

const placeIn = (dataDir: string) => {
  const folder = join(dataDir, 'tls')
  return { folder, certFile: join(folder, 'certificate.pem'), keyFile: join(folder, 'key.pem') }
}

/** Beside its place, then renamed: nobody reads half of it. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode })
  renameSync(`${file}.new`, file)
}

function ownCertificate(certFile: string, keyFile: string): Certificate | Refused {
  try {
    const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
    // Refuses a key that belongs to another certificate, too.
    createSecureContext({ cert, key })
    return { cert, key, trust: null, endsAt: Date.parse(new X509Certificate(cert).validTo) }
  } catch (error) {
    return { refused: `the certificate ${certFile} with the key ${keyFile} cannot be used: ${reasonOf(error)}` }
  }
}

function keptCertificate(dataDir: string, wanted: readonly string[], now: number): Certificate | null {
  const { certFile, keyFile } = placeIn(dataDir)
  if (!existsSync(certFile) || !existsSync(keyFile)) return null
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
  const kept = new X509Certificate(cert)
  const endsAt = Date.parse(kept.validTo)
  const covers = wanted.every((name) => (isIP(name) === 0 ? kept.checkHost(name) : kept.checkIP(name)) !== undefined)
  return covers && endsAt - now > leastDays * dayMs ? { cert, key, trust: certFile, endsAt } : null
}

async function makeCertificate(names: readonly string[], now: number) {
  // Loaded by whoever needs one only; the second is loaded by means of the first.
  await import('reflect-metadata')
  const {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
  } = await import('@peculiar/x509')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const endsAt = now + lifeDays * dayMs
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Florin on this machine',
    // An hour ago: clocks of others may be slow.
    notBefore: new Date(now - dayMs / 24),
    notAfter: new Date(endsAt),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
    ],
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = der.match(/.{1,64}/g)?.join('\n')
  return {
    cert: `${made.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
    endsAt,
  }
}
