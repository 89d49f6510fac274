import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { fileWithin, sendFile } from '../../../local/staticFiles'
import { type Answer, answer, cannedAnswers } from './answers'

const built = fileURLToPath(new URL('../../../dist/admin', import.meta.url))

/** The built desk with answers from memory, on a free port of the loopback; `more` are answered instead of the usual ones. */
export async function startCanned(
  empty = false,
  more: Readonly<Record<string, Answer>> = {},
): Promise<{ url: string; server: Server }> {
  const answers = { ...(await cannedAnswers(empty)), ...more }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname)
    if (request.method === 'POST') {
      let body = ''
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        response.end(JSON.stringify(answer(answers, body, request.headers.authorization)))
      })
      return
    }
    const inside = path.replace(/^\/admin\/?/, '') || 'index.html'
    const file = fileWithin(built, inside)
    if (file) return sendFile(response, file, false)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/admin/`, server }
}
