/**
 * The operations as a collection of requests in the form of Postman 2.1, which Bruno, Insomnia, Hoppscotch and Yaak read too; of the
 * forms that such programs share it is the one that is a single file.
 */
import type { ApiDocument } from './document.ts'
import { sampleOf, sampleServer } from './sample-request.ts'
import type { DocumentSchema } from './schema.ts'

const requestOf = (document: ApiDocument, method: string, path: string, operation: DocumentSchema) => {
  const { url, fields, method: verb } = sampleOf(document, method, path, operation)
  const address = new URL(url)
  return {
    name: operation.summary,
    request: {
      method: verb,
      description: operation.description,
      url: {
        raw: `{{baseUrl}}${address.pathname}${address.search}`,
        host: ['{{baseUrl}}'],
        path: address.pathname.split('/').slice(1),
        query: [...address.searchParams].map(([key, value]) => ({ key, value })),
      },
      ...(fields.length === 0
        ? {}
        : {
            body: {
              mode: 'urlencoded',
              urlencoded: fields.map(([key, value]) => ({ key, value, type: 'text' })),
            },
          }),
    },
  }
}

/** The collection, a folder for each group of the reference. */
export function collectionOf(document: ApiDocument) {
  const folders = new Map<string, ReturnType<typeof requestOf>[]>()
  for (const [path, calls] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(calls)) {
      const [tag = ''] = operation.tags as readonly string[]
      folders.set(tag, [...(folders.get(tag) ?? []), requestOf(document, method, path, operation)])
    }
  return {
    info: {
      name: 'Florin',
      description: 'The native API. Set baseUrl and key to those of your gateway.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: '{{key}}', type: 'string' },
        { key: 'password', value: '', type: 'string' },
      ],
    },
    variable: [
      { key: 'baseUrl', value: sampleServer },
      { key: 'key', value: 'sk_test_florindemokeyforeveryone' },
    ],
    item: [...folders].map(([name, item]) => ({ name, item })),
  }
}
