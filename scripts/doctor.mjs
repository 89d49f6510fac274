/**
 * `npm run doctor [-- --url https://api.brand.com --name zhou]`: the set-up check from the shell. The function `staff` does the asking, because only
 * the cloud has the address that WeChat knows. The password comes from JIEPAI_PASSWORD or is asked for; without a url it is this machine's demo.
 * Ends with 1 when something has to be mended.
 */
import './lib/node-version.mjs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'

/** A cold start and two questions to WeChat that are never answered (ms). */
const LIMIT = 25_000
const MARKS = { ok: '✓', warn: '!', fail: '✗' }

const { values } = parseArgs({
  options: { url: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean', default: false } },
})
if (values.help) {
  console.log('npm run doctor -- --url https://接口域名 --name 登录名     密码放在 JIEPAI_PASSWORD，或运行时输入')
  process.exit(0)
}
const local = values.url === undefined
const url = (values.url ?? `http://127.0.0.1:${process.env.PORT ?? 4000}`).replace(/\/+$/, '')
if (!/^https:|^http:\/\/(127\.0\.0\.1|localhost)(:|$)/.test(url)) {
  fail('密码不能走没有加密的网络，请用 https 开头的地址。')
}

const name = values.name ?? (local ? 'demo' : await ask('登录名：'))
const password = process.env.JIEPAI_PASSWORD ?? (local && name === 'demo' ? 'jiepai-demo' : await ask('密码：'))
const { token } = await call('staff.login', { name, password })
const { worst, checks } = await call('doctor.examine', {}, token)
await call('staff.logout', {}, token)
for (const { state, title, says } of checks) console.log(`${MARKS[state]} ${title}：${says}`)
process.exit(worst === 'fail' ? 1 : 0)

async function call(method, input, bearer) {
  const headers = { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) }
  try {
    const body = JSON.stringify({ method, input })
    const response = await fetch(`${url}/call/staff`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(LIMIT),
    })
    const answer = await response.json()
    if (answer.ok) return answer.data
    return fail(`${method}：${answer.message}`)
  } catch {
    return fail(`没有连上 ${url}，请核对地址，本机的话先运行 npm start。`)
  }
}

async function ask(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(question)
  terminal.close()
  return answer.trim()
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
