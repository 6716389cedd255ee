/** `/llms.txt`: what there is to read, and every call in a line, for readers that are programs. */
import type { ApiDocument } from './document.ts'

const pages = [
  ['/openapi.json', 'OpenAPI', 'every call, object, refusal and event, with code in six languages'],
  ['/docs/errors', 'Errors', 'every code of an error, and how to mend it'],
  ['/docs/events', 'Events', 'every type of event with an example'],
  [
    '/docs/dialects',
    'Foreign APIs',
    "other gateways' APIs over the same engine, field by field; each has an OpenAPI document of its own, such as /ojire/openapi.json",
  ],
  ['/collection.json', 'Collection', 'the calls as a collection of requests (Postman 2.1)'],
] as const

export function llmsText(document: ApiDocument): string {
  const groups = new Map<string, string[]>()
  for (const [path, calls] of Object.entries(document.paths))
    for (const [method, { tags, summary }] of Object.entries(calls)) {
      const [tag = ''] = tags as readonly string[]
      groups.set(tag, [...(groups.get(tag) ?? []), `- \`${method.toUpperCase()} ${path}\`: ${String(summary)}`])
    }
  return [
    '# Florin',
    '',
    '> A payment gateway of your own. Its native API is Stripe-shaped: snake_case, form or JSON bodies, a key as a bearer token or as the user name of basic authentication. Amounts are whole numbers of the smallest unit of their currency.',
    '',
    '## Documents',
    '',
    ...pages.map(([to, name, what]) => `- [${name}](${to}): ${what}`),
    ...[...groups].flatMap(([tag, lines]) => ['', `## ${tag}`, '', ...lines]),
    '',
  ].join('\n')
}
