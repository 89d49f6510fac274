import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoWechat } from '../../local/demo/wechat'
import { createWechat } from '../../local/wechat/wechat'
import { fakeClock, MORNING } from './harness'

/** A process of its own that plays WeChat in the folder argv[2] and says its port; its parent kills it. */
const [, , dataDir = ''] = process.argv
const wechat = createWechat({ dataDir, clock: fakeClock(MORNING) })
wechat.seed(demoWechat)
const server = createServer((req, res) => {
  wechat.handle(req, res, new URL(req.url ?? '/', 'http://local'))
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
