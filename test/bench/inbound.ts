import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { demoWechat } from '../../local/demo/wechat'
import { type EventFields, eventXml, type SealedCallback, sealCallback } from '../../local/wechat/callbacks'
import { type Account, MP, NOW, openAccount } from '../mp/account'
import { type Figures, type Group, median, rounded } from './group'

const home = resolve(__dirname, '../..')
const ROUNDS = 9
const at = Date.parse(NOW)

/** Wire calls that one event may cost, by its kind; the first one of a person is the dearest. */
const BOUNDS: Record<string, number> = {
  forged: 0,
  repeat: 2,
  follow: 14,
  scan: 10,
  click: 8,
  text: 7,
  unfollow: 9,
  group_update: 8,
  friend_added: 20,
  friend_removed: 8,
  unknown: 2,
}

/** What events cost in wire calls, and how soon a cold instance answers. */
export const inbound: Group = {
  name: 'inbound',
  goals: {
    ...Object.fromEntries(Object.entries(BOUNDS).map(([name, most]) => [`inbound.${name}.wire`, most])),
    // The URL check has one second, whatever the SDK takes to load; an event then loads the rest.
    'inbound.url_check.ratio': 0.35,
    'inbound.first_event.ratio': 1,
  },
  async measure({ say }) {
    const account = await openAccount()
    const wires = await wireCalls(account)
    await account.close()
    say(`starting ${ROUNDS * 3} processes`)
    return { ...wires, ...coldFigures() }
  },
}

async function wireCalls(account: Account): Promise<Figures> {
  const text = (words: string) => ({ type: 'text' as const, text: words })
  await account.saveBook({
    welcome: [text('一'), { type: 'card', title: '打卡', page: 'features/checkin/pages/today/index' }, text('三')],
    otherwise: [text('好的')],
  })
  const openid = 'oMp_o-member-01'
  const event = (Event: string, EventKey = '') => account.seal(openid, { MsgType: 'event', Event, EventKey })
  const { callback: follow } = await account.held('mp-follow', { openid: 'o-member-01', scene: 'c_ab12' })
  const { callback: added } = await account.held('add-friend', { userid: 'xiaomei', name: '阿蓝', state: 'c_ab12' })
  const all: [name: string, callback: SealedCallback][] = [
    ['forged', { ...follow, query: follow.query.replace(/msg_signature=\w/, 'msg_signature=z') }],
    ['follow', follow],
    ['friend_added', added],
    ['repeat', follow],
    ['scan', event('SCAN', 'c_ab12')],
    ['click', event('CLICK', 'k1')],
    ['text', account.seal(openid, { MsgType: 'text', Content: '你好', MsgId: '1' })],
    ['unfollow', event('unsubscribe')],
    ['unknown', event('LOCATION')],
    [
      'group_update',
      wecom({
        Event: 'change_external_chat',
        ChangeType: 'update',
        ChatId: 'wrHuajianFuli1',
        UpdateDetail: 'add_member',
      }),
    ],
    [
      'friend_removed',
      wecom({
        Event: 'change_external_contact',
        ChangeType: 'del_follow_user',
        UserID: 'xiaomei',
        ExternalUserID: 'wmHuajian01',
      }),
    ],
  ]
  const figures: Figures = {}
  for (const [name, callback] of all) figures[`inbound.${name}.wire`] = (await account.post(callback)).wireCalls
  return figures
}

function wecom(fields: EventFields): SealedCallback {
  const keys = demoWechat.callback ?? { token: '', encodingAesKey: '' }
  return sealCallback(keys, demoWechat.corpid, eventXml(demoWechat.corpid, at, fields), at)
}

/** Fresh processes in turns: the bare SDK, the answer to a URL check, and an event up to its first (refused) wire call. */
function coldFigures(): Figures {
  const signature = createHash('sha1').update([MP.token, '1', 'n'].sort().join('')).digest('hex')
  const check = {
    httpMethod: 'GET',
    path: '/mp',
    headers: {},
    queryStringParameters: { signature, timestamp: '1', nonce: 'n', echostr: '1' },
  }
  const { query, body } = wecom({ Event: 'change_external_chat', ChangeType: 'update', ChatId: 'wr1' })
  const event = {
    httpMethod: 'POST',
    path: '/',
    headers: {},
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    body,
  }
  const targets = { sdk: null, url_check: check, first_event: event }
  const times = new Map(Object.keys(targets).map((name) => [name, [] as number[]]))
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, sent] of Object.entries(targets)) {
      const ms = coldMs(sent)
      if (round >= 0) times.get(name)?.push(ms)
    }
  }
  const of = (name: string) => median(times.get(name) ?? [])
  return {
    'inbound.url_check.ms': rounded(of('url_check')),
    'inbound.url_check.ratio': rounded(of('url_check') / of('sdk')),
    'inbound.first_event.ms': rounded(of('first_event')),
    'inbound.first_event.ratio': rounded(of('first_event') / of('sdk')),
  }
}

/** Milliseconds until a new process has answered, or for null has loaded the bare SDK. */
function coldMs(event: object | null): number {
  const load =
    event === null
      ? "require('wx-server-sdk')"
      : `await require(${JSON.stringify(join(home, 'dist/cloudfunctions/inbound'))}).main(${JSON.stringify(event)})`
  const script = `(async () => { const t = performance.now(); console.log = console.error = () => {}; ${load}; process.stdout.write(String(performance.now() - t)) })()`
  const env = {
    ...process.env,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    // Nobody listens there, so the first wire call ends at once.
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: 'http://127.0.0.1:9/' }),
    JIEPAI_SECRET: 'bench',
    WECOM_CORPID: demoWechat.corpid,
    WECOM_CALLBACK_TOKEN: demoWechat.callback?.token,
    WECOM_CALLBACK_AES_KEY: demoWechat.callback?.encodingAesKey,
    MP_APPID: MP.appid,
    MP_CALLBACK_TOKEN: MP.token,
    MP_CALLBACK_AES_KEY: MP.encodingAesKey,
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: home, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`inbound did not answer: ${stderr}`)
  return Number(stdout)
}
