/** Commands of curl as documents print them: read as a shell would, and sent as curl would. */

export type CurlRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** The words of a command line: quotes are taken off, a backslash at the end of a line goes on with the next. */
function wordsOf(text: string): { words: string[]; length: number } {
  const words: string[] = []
  let word: string | null = null
  let at = 0
  for (; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === "'" || letter === '"') {
      const end = text.indexOf(letter, at + 1)
      word = (word ?? '') + text.slice(at + 1, end < 0 ? undefined : end)
      at = end < 0 ? text.length : end
    } else if (letter === '\\' && text.charAt(at + 1) === '\n') at++
    else if (/\s/.test(letter)) {
      if (word !== null) words.push(word)
      word = null
      if (letter === '\n') break
    } else word = (word ?? '') + letter
  }
  if (word !== null) words.push(word)
  return { words, length: at }
}

/** The request of a command. Options that change nothing of it (`--location`, `-s`) are passed over. */
export function curlRequest(command: string): CurlRequest {
  const [, ...words] = wordsOf(command).words
  const headers: Record<string, string> = {}
  let [method, url, body]: [string | null, string, string | null] = [null, '', null]
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = () => words[++at] ?? ''
    if (word === '-X' || word === '--request') method = next()
    else if (word === '--url') url = next()
    else if (word === '-u' || word === '--user') headers.authorization = `Basic ${btoa(next())}`
    else if (word === '-H' || word === '--header') {
      const [name = '', ...value] = next().split(':')
      headers[name.trim().toLowerCase()] = value.join(':').trim()
    } else if (word === '-d' || word.startsWith('--data')) body = [...(body === null ? [] : [body]), next()].join('&')
    else if (!word.startsWith('-')) url = word
  }
  if (body !== null) headers['content-type'] ??= 'application/x-www-form-urlencoded'
  return { method: method ?? (body === null ? 'GET' : 'POST'), url, headers, body }
}

/** Every command of curl that a document prints. */
export function curlsIn(text: string): string[] {
  const commands: string[] = []
  for (const { index } of text.matchAll(/^[ \t]*curl /gm)) {
    const rest = text.slice(index).trimStart()
    commands.push(rest.slice(0, wordsOf(rest).length))
  }
  return commands
}
