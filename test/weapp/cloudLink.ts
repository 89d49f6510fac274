import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** The product in a process of its own. */
export interface CloudLink {
  /** What `wx.cloud.callFunction` would bring back for this person. */
  callFunction(openid: string, name: string, data: unknown): Promise<unknown>
  close(): Promise<void>
}

/** @param now where the product's clock stands (ISO) */
export async function startCloud(now: string): Promise<CloudLink> {
  const args = ['--import', 'tsx', join(__dirname, 'cloud.ts')]
  const env = { ...process.env, TZ: 'UTC', JIEPAI_NOW: now }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  const ended = new Promise<void>((done) => child.on('close', () => done()))
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (text) => {
      said += text
      const line = /^(http:\S+)\n/m.exec(said)
      if (line?.[1]) ready(line[1])
    })
    child.stderr.on('data', (text) => {
      said += text
    })
    child.on('close', () => failed(new Error(`the product did not start: ${said}`)))
  })
  return {
    callFunction: (openid, name, data) => post(`${url}/call/${name}`, openid, JSON.stringify(data)),
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

function post(url: string, openid: string, body: string): Promise<unknown> {
  return new Promise((done, failed) => {
    const headers = { 'content-type': 'application/json', 'x-wx-openid': openid }
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => done(JSON.parse(text)))
    })
    sent.on('error', failed)
    sent.end(body)
  })
}
