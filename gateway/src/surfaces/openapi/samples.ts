/** A request of each operation as code in six languages, made of what the operation takes: for the reference. */
import type { ApiDocument } from './document.ts'
import { type SampleRequest, sampleOf } from './sample-request.ts'
import type { DocumentSchema } from './schema.ts'

type Language = { readonly lang: string; readonly label: string; readonly source: (request: SampleRequest) => string }

const key = 'sk_test_florindemokeyforeveryone'
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const inShell = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`)

function curl({ method, url, fields }: SampleRequest): string {
  const lines = [
    `curl ${method === 'GET' || fields.length > 0 ? '' : `-X ${method} `}${inShell(url)}`,
    `-u ${key}:`,
    ...fields.map(
      ([name, value]) => `${/[&%+]/.test(value) ? '--data-urlencode' : '-d'} ${inShell(`${name}=${value}`)}`,
    ),
  ]
  return lines.join(' \\\n  ')
}

function node({ method, url, fields }: SampleRequest): string {
  const body =
    fields.length === 0
      ? ''
      : `  body: new URLSearchParams({\n${fields.map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},\n`).join('')}  }),\n`
  return `const response = await fetch(${quoted(url)}, {\n  method: '${method}',\n  headers: { Authorization: 'Bearer ${key}' },\n${body}})\nconsole.log(await response.json())`
}

function python({ method, url, fields }: SampleRequest): string {
  const data =
    fields.length === 0
      ? ''
      : `    data={\n${fields.map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},\n`).join('')}    },\n`
  return `import requests\n\nresponse = requests.request(\n    '${method}',\n    ${quoted(url)},\n    auth=('${key}', ''),\n${data})\nprint(response.json())`
}

function php({ method, url, fields }: SampleRequest): string {
  const body =
    fields.length === 0
      ? ''
      : `    CURLOPT_POSTFIELDS => http_build_query([\n${fields.map(([name, value]) => `        ${quoted(name)} => ${quoted(value)},\n`).join('')}    ]),\n`
  return `<?php\n$curl = curl_init(${quoted(url)});\ncurl_setopt_array($curl, [\n    CURLOPT_RETURNTRANSFER => true,\n    CURLOPT_CUSTOMREQUEST => '${method}',\n    CURLOPT_USERPWD => '${key}:',\n${body}]);\necho curl_exec($curl);`
}

function go({ method, url, fields }: SampleRequest): string {
  const has = fields.length > 0
  const imports = ['fmt', 'io', 'net/http', ...(has ? ['net/url', 'strings'] : [])]
  const form = has
    ? `\tform := url.Values{\n${fields.map(([name, value]) => `\t\t${JSON.stringify(name)}: {${JSON.stringify(value)}},\n`).join('')}\t}\n`
    : ''
  return `package main\n\nimport (\n${imports.map((one) => `\t"${one}"\n`).join('')})\n\nfunc main() {\n${form}\trequest, err := http.NewRequest("${method}", ${JSON.stringify(url)}, ${has ? 'strings.NewReader(form.Encode())' : 'nil'})\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\trequest.SetBasicAuth("${key}", "")\n${has ? '\trequest.Header.Set("Content-Type", "application/x-www-form-urlencoded")\n' : ''}\tresponse, err := http.DefaultClient.Do(request)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tdefer response.Body.Close()\n\tbody, err := io.ReadAll(response.Body)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tfmt.Println(string(body))\n}`
}

const rubyClass: Readonly<Record<SampleRequest['method'], string>> = { GET: 'Get', POST: 'Post', DELETE: 'Delete' }
function ruby({ method, url, fields }: SampleRequest): string {
  const form =
    fields.length === 0
      ? ''
      : `request.set_form_data(\n${fields.map(([name, value]) => `  ${quoted(name)} => ${quoted(value)},\n`).join('')})\n`
  return `require 'net/http'\n\nuri = URI(${quoted(url)})\nrequest = Net::HTTP::${rubyClass[method]}.new(uri)\nrequest.basic_auth('${key}', '')\n${form}response = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }\nputs response.body`
}

const languages: readonly Language[] = [
  { lang: 'shell', label: 'curl', source: curl },
  { lang: 'javascript', label: 'Node.js', source: node },
  { lang: 'python', label: 'Python', source: python },
  { lang: 'php', label: 'PHP', source: php },
  { lang: 'go', label: 'Go', source: go },
  { lang: 'ruby', label: 'Ruby', source: ruby },
]

/** The document with code for every operation. */
export function withSamples(document: ApiDocument): ApiDocument {
  const paths = Object.entries(document.paths).map(([path, calls]) => [
    path,
    Object.fromEntries(
      Object.entries(calls).map(([method, operation]): [string, DocumentSchema] => {
        const request = sampleOf(document, method, path, operation)
        const samples = languages.map(({ lang, label, source }) => ({ lang, label, source: source(request) }))
        return [method, { ...operation, 'x-codeSamples': samples }]
      }),
    ),
  ])
  return { ...document, paths: Object.fromEntries(paths) }
}
