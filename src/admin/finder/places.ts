import type { DeskHit } from '../../features/desk/contract'
import { dayOf } from '../../kernel/day'
import { best, fitsOf } from '../../kernel/words'
import { serverNow } from '../clock'
import type { IconName } from '../parts/Icon'
import { hrefOf } from '../place'
import { type Need, type Rights, whyNot } from '../rights'
import { menu } from '../Shell'
import type { Visit } from './recent'

/** One line of the list: where it leads, or what it does. */
export interface Line {
  key: string
  group: string
  icon: IconName
  title: string
  detail: string
  href: string
  run?: 'help' | 'signOut'
  /** Why it cannot be done here. */
  blocked?: string
}

interface Command {
  title: string
  /** Other words that people look for it with. */
  also: string
  icon: IconName
  href: string
  needs?: Need
  run?: Line['run']
}

const commands: readonly Command[] = [
  { title: '导入 Excel', also: '上传 表格 sop xlsx csv', icon: 'import', href: '#/import', needs: 'canEdit' },
  { title: '从模板建 SOP', also: '新建 空白', icon: 'sop', href: '#/templates', needs: 'canEdit' },
  { title: '预演一个月', also: '试跑 dry run 撞车 配额', icon: 'play', href: '#/dryrun' },
  { title: '发券', also: '送券 补券 coupon', icon: 'send', href: '#/grants', needs: 'canEdit' },
  { title: '新建券批次', also: '优惠券 满减 coupon', icon: 'plus', href: '#/coupons?new=threshold', needs: 'canEdit' },
  { title: '更正积分', also: '会员 加分 扣分', icon: 'pen', href: '#/members', needs: 'canEdit' },
  { title: '导出会员名单', also: '会员 csv excel 下载', icon: 'export', href: '#/members', needs: 'canEdit' },
  { title: '给会员打标签', also: '分群 分层 名单 segment', icon: 'member', href: '#/members', needs: 'canEdit' },
  {
    title: '找很久没来的会员',
    also: '流失 沉默 唤醒',
    icon: 'member',
    href: '#/members?seen=lost',
    needs: 'canAnswer',
  },
  { title: '建渠道码', also: '活码 二维码 海报', icon: 'qr', href: '#/channels?new=1', needs: 'canEdit' },
  { title: '看没处理成的事件', also: '失败 重试 回调', icon: 'inbox', href: '#/inbound', needs: 'canEdit' },
  { title: '查谁改过什么', also: '操作记录 审计 日志', icon: 'history', href: '#/audit', needs: 'canEdit' },
  { title: '查一位会员', also: '会员码 积分', icon: 'member', href: '#/members', needs: 'canAnswer' },
  { title: '加同事', also: '员工 账号 角色', icon: 'plus', href: '#/people', needs: 'isOwner' },
  { title: '给绑定码', also: '绑定 手机 群主', icon: 'phone', href: '#/people', needs: 'canEdit' },
  { title: '改免打扰和配额', also: '静默 发送规则', icon: 'sliders', href: '#/sending', needs: 'canEdit' },
  { title: '改节假日', also: '调休 放假', icon: 'calendar', href: '#/sending?tab=holidays', needs: 'canEdit' },
  { title: '看全部快捷键', also: '键盘 帮助', icon: 'cards', href: '', run: 'help' },
  { title: '退出登录', also: '注销', icon: 'out', href: '', run: 'signOut' },
]

/** Screens and commands that fit, at once and without the server. */
export function ownLines(typed: string, rights: Rights, visits: readonly Visit[]): Line[] {
  const screens = menu
    .flatMap(({ entries }) => entries)
    .map(({ path, name, icon, needs }): Line => withRight(line('去', name, icon, hrefOf(path)), rights, needs))
  const acts = commands.map(({ title, also, icon, href, run, needs }) => ({
    ...withRight({ ...line('执行', title, icon, href), ...(run && { run }) }, rights, needs),
    also,
  }))
  if (typed.trim() === '') {
    const recent = visits.flatMap(({ href, title }): Line[] => {
      const screen = screens.find((one) => href === one.href || href.startsWith(`${one.href}?`))
      return screen
        ? [{ ...line('最近', title || screen.title, screen.icon, href), detail: title && screen.title }]
        : []
    })
    return [...recent, ...acts.filter(({ blocked }) => !blocked).map(({ also: _, ...one }) => one)]
  }
  const fits = fitsOf(typed)
  return [
    ...best(screens, ({ title }) => fits(title), 5),
    ...best(acts, ({ title, also }) => fits(title, also), 5).map(({ also: _, ...one }) => one),
  ]
}

/** What somebody may not do is found all the same, and says who may. */
function withRight(one: Line, rights: Rights, needs: Need | undefined): Line {
  const blocked = whyNot(rights, needs)
  return blocked === null ? one : { ...one, blocked, detail: blocked }
}

function line(group: string, title: string, icon: IconName, href: string): Line {
  return { key: `${group}:${title}:${href}`, group, icon, title, detail: '', href }
}

const kinds: Readonly<Record<DeskHit['kind'], { group: string; icon: IconName }>> = {
  member: { group: '会员', icon: 'member' },
  node: { group: '节点', icon: 'sop' },
  group: { group: '群', icon: 'people' },
  coupon: { group: '优惠券', icon: 'coupon' },
  material: { group: '素材', icon: 'image' },
  colleague: { group: '同事', icon: 'member' },
}

/** What the server found, as lines. */
export function hitLines(hits: readonly DeskHit[]): Line[] {
  return hits.map((hit) => {
    const { group, icon } = kinds[hit.kind]
    return { ...line(group, hit.title, icon, hrefOfHit(hit)), detail: hit.detail }
  })
}

function hrefOfHit(hit: DeskHit): string {
  switch (hit.kind) {
    case 'node':
      return hrefOf('/node', { sop: hit.sop, v: String(hit.number), node: hit.node })
    case 'group':
      return hrefOf('/calendar', { view: 'month', group: hit.id, d: serverNow() > 0 ? dayOf(serverNow()) : null })
    case 'coupon':
      return hrefOf('/coupons', { batch: hit.id })
    case 'material':
      return hrefOf('/material', { id: hit.id })
    case 'colleague':
      return hrefOf('/people', { id: hit.id })
    case 'member':
      return hrefOf('/members', { code: hit.id })
  }
}
