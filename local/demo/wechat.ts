import type { WechatSeed } from '../wechat/types'

const MEMBERS = [
  '林小满',
  '是阿橘呀',
  '周周不加糖',
  '苏苏',
  '木木妈妈',
  'Mia 陈',
  '小鹿乱撞',
  '半夏',
  '王可可',
  '今天早睡了吗',
  '阿May',
  '桃子汽水',
]
/** Monday 2026-01-05, 10:00 in Shanghai. */
const OPENED = Date.UTC(2026, 0, 5, 2)
const WEEK = 7 * 24 * 3_600_000

function externalIds(...numbers: number[]): string[] {
  return numbers.map((number) => `wmHuajian${String(number).padStart(2, '0')}`)
}

/** The demo brand 花间美妆 as WeChat knows it: three shop guides, twelve members, four customer groups. */
export const demoWechat: WechatSeed = {
  corpid: 'ww-demo-huajian',
  secret: 'demo-secret-huajian',
  agentid: 1000002,
  // 接收消息 of the simulated corporation; both sides are on this machine.
  callback: { token: 'huajianDemoToken', encodingAesKey: 'demoHuajian0123456789abcdefghijklmnopqrstuv' },
  mp: {
    appid: 'wxmp0huajian0001',
    secret: 'demo-mp-secret-huajian',
    account: 'gh_huajian0001',
    token: 'huajianMpToken',
    encodingAesKey: 'mpHuajian0123456789abcdefghijklmnopqrstuvwx',
  },
  brand: { name: '花间美妆', appid: 'wxdemo0huajian001' },
  staff: [
    { userid: 'xiaomei', name: '小美', openid: 'o-staff-xiaomei' },
    { userid: 'aling', name: '阿玲', openid: 'o-staff-aling' },
    { userid: 'dianzhang', name: '陈一诺', openid: 'o-staff-dianzhang' },
  ],
  members: MEMBERS.map((name, index) => {
    const number = String(index + 1).padStart(2, '0')
    return { openid: `o-member-${number}`, unionid: `u-member-${number}`, externalUserid: `wmHuajian${number}`, name }
  }),
  groups: [
    {
      chatId: 'wrHuajianFuli1',
      name: '花间美妆·福利群1',
      owner: 'xiaomei',
      members: externalIds(1, 2, 3, 4, 5, 6),
      createdAt: OPENED,
    },
    {
      chatId: 'wrHuajianFuli2',
      name: '花间美妆·福利群2',
      owner: 'xiaomei',
      members: externalIds(7, 8, 9, 10),
      createdAt: OPENED + WEEK,
    },
    {
      chatId: 'wrHuajianFuli3',
      name: '花间美妆·福利群3',
      owner: 'aling',
      members: externalIds(11, 12, 3, 8),
      createdAt: OPENED + 2 * WEEK,
    },
    {
      chatId: 'wrHuajianVip',
      name: '花间美妆·VIP群',
      owner: 'dianzhang',
      members: externalIds(1, 6, 9, 12),
      createdAt: OPENED + 3 * WEEK,
    },
  ],
}
