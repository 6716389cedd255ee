/** The hosts of foreign APIs, as they are configured. */
import { dialects } from '../../dialects/index.ts'

/** `ojire=api.shop.example,orqex=pay.shop.example`: a host serves one foreign API, and an API has any number of hosts. */
export function readHosts(text: string, problems: string[]): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, string[]>()
  const taken = new Set<string>()
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue
    const [name = '', host = '', ...more] = pair.split('=').map((part) => part.trim().toLowerCase())
    const why = !dialects.has(name)
      ? `'${name}' is no API that is spoken; there are ${[...dialects.keys()].join(', ')}`
      : more.length > 0 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host)
        ? `'${pair}' is not written as ojire=host.example, without a port`
        : taken.has(host)
          ? `${host} stands there twice`
          : null
    if (why !== null) problems.push(`FLORIN_DIALECT_HOSTS: ${why}.`)
    taken.add(host)
    hosts.set(name, [...(hosts.get(name) ?? []), host])
  }
  return hosts
}
