import type { Chance } from '../../local/demo/lived/chance'
import type { WechatSeed } from '../../local/wechat/types'
import type { Staff } from '../../src/features/staff/rules'
import { DAY } from '../../src/kernel/day'

/** How an owner of groups is on most days. */
export type Temper = 'punctual' | 'late' | 'forgetful'

export interface Owner {
  userid: string
  openid: string
  temper: Temper
  /** Away until the end of this day; empty: here. */
  awayUntil: string
}

export interface Member {
  openid: string
  /** How likely a day begins with a check-in. */
  habit: number
  /** Stays with the first days' consent to reminders. */
  wantsMessages: boolean
}

export interface Cast {
  owners: Owner[]
  members: Member[]
  groups: { chatId: string; owner: string; createdAt: number }[]
  wechat: WechatSeed
  staff: Staff[]
}

export const STORE = '南京西路店'
const TEMPERS: readonly Temper[] = ['punctual', 'punctual', 'late', 'forgetful']
/** Groups of one owner. */
const EACH = 5
/** Members of the brand for each group that have the mini-program; enough to meet each other, few enough to be fast. */
const MEMBERS = 3
const MOST_MEMBERS = 150

/** Everybody who lives through the simulated days. Some groups are a day old and hear what new groups hear. */
export function castOf(groupCount: number, now: number, chance: Chance): Cast {
  const ownerCount = Math.max(2, Math.ceil(groupCount / EACH))
  const owners = Array.from({ length: ownerCount }, (_, index): Owner => {
    const userid = `owner${index + 1}`
    return { userid, openid: `o-staff-${userid}`, temper: TEMPERS[index % TEMPERS.length]!, awayUntil: '' }
  })
  const members = Array.from(
    { length: Math.min(MOST_MEMBERS, groupCount * MEMBERS) },
    (_, index): Member => ({
      openid: `o-member-${String(index + 1).padStart(2, '0')}`,
      habit: 0.35 + chance.next() * 0.6,
      wantsMessages: chance.hit(0.6),
    }),
  )
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const isYoung = index % 10 === 3
    const createdAt = now - (isYoung ? DAY : (30 + index) * DAY)
    return { chatId: `wrSim${index + 1}`, owner: owners[index % ownerCount]!.userid, createdAt, index }
  })
  return {
    owners,
    members,
    groups,
    wechat: {
      corpid: 'ww-simulate',
      secret: 'secret-simulate',
      agentid: 1000002,
      brand: { name: '花间美妆', appid: 'wxdemo0huajian001' },
      staff: owners.map(({ userid, openid }) => ({ userid, name: userid, openid })),
      members: members.map(({ openid }, index) => ({
        openid,
        unionid: `u-${index}`,
        externalUserid: `wm${index}`,
        name: `群友${index + 1}`,
      })),
      groups: groups.map(({ chatId, owner, createdAt, index }) => ({
        chatId,
        name: `花间美妆·福利群${index + 1}`,
        owner,
        admins: [owners[(owners.findIndex(({ userid }) => userid === owner) + 1) % ownerCount]!.userid],
        members: members.filter((_, place) => place % groupCount === index).map((_, place) => `wm${place}`),
        createdAt,
      })),
    },
    staff: owners.map(({ userid, openid }) => person(userid, openid)),
  }
}

function person(userid: string, openid: string): Staff {
  return {
    ...{ _id: userid, schema: 1, login: userid, name: userid, password: null, roles: ['guide'], stores: [STORE] },
    ...{ openid, wecomUserId: userid, active: true, failures: 0, lockedUntil: 0 },
  }
}
