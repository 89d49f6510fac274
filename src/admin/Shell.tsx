import { type ReactNode, useMemo } from 'react'
import { healthOf } from '../features/delivery/admin/health'
import { pressing, todosOf } from '../features/delivery/admin/todos'
import { useToday } from '../features/delivery/admin/useToday'
import { timeOf } from '../kernel/day'
import { serverNow, useNow } from './clock'
import { call, signOut } from './desk'
import { Finder } from './finder/Finder'
import { Menu, type MenuEntry } from './menu/Menu'
import { Icon, Mark } from './parts/Icon'
import { hrefOf } from './place'
import { type Need, useRights } from './rights'
import { usePlace } from './router'
import { useQuery } from './useQuery'

interface Entry extends MenuEntry {
  /** Without it everybody sees the entry. */
  needs?: Need
}

/** What the menu offers, and the search of the desk. */
export const menu: readonly { name: string | null; entries: readonly Entry[] }[] = [
  {
    name: null,
    entries: [
      { path: '/today', name: '今日', icon: 'today' },
      { path: '/calendar', name: '日历', icon: 'calendar' },
    ],
  },
  {
    name: '编排',
    entries: [
      { path: '/sop', name: 'SOP 版本', icon: 'sop' },
      { path: '/dryrun', name: '预演', icon: 'play' },
      { path: '/material', name: '素材库', icon: 'folder' },
      { path: '/welcome', name: '新人欢迎', icon: 'hand' },
      { path: '/import', name: '导入 Excel', icon: 'import', needs: 'canEdit' },
    ],
  },
  {
    name: '增长',
    entries: [
      { path: '/channels', name: '渠道活码', icon: 'qr' },
      { path: '/funnel', name: '漏斗', icon: 'funnel' },
      { path: '/orders', name: '订单', icon: 'bag', needs: 'canEdit' },
      { path: '/referrals', name: '邀请', icon: 'gift', needs: 'canEdit' },
      { path: '/mp', name: '公众号', icon: 'article' },
    ],
  },
  {
    name: '活动',
    entries: [
      { path: '/checkin', name: '打卡活动', icon: 'stamp' },
      { path: '/coupons', name: '优惠券', icon: 'coupon' },
      { path: '/grants', name: '发券', icon: 'send', needs: 'canEdit' },
      { path: '/flash', name: '秒杀', icon: 'bolt' },
      { path: '/surveys', name: '问卷', icon: 'survey' },
      { path: '/posts', name: '晒图审核', icon: 'image', needs: 'canReview' },
    ],
  },
  {
    name: '会员',
    entries: [
      { path: '/members', name: '会员', icon: 'member', needs: 'canAnswer' },
      { path: '/tiers', name: '会员等级', icon: 'tier', needs: 'canEdit' },
      { path: '/ledger', name: '积分流水', icon: 'ledger', needs: 'canEdit' },
      { path: '/liability', name: '积分负债', icon: 'debt', needs: 'canEdit' },
    ],
  },
  {
    name: '组织',
    entries: [
      { path: '/groups', name: '群', icon: 'people' },
      { path: '/people', name: '员工与绑定', icon: 'badge', needs: 'canEdit' },
      { path: '/audit', name: '操作记录', icon: 'history', needs: 'canEdit' },
      { path: '/stores', name: '门店执行', icon: 'shop' },
      { path: '/sending', name: '发送规则', icon: 'sliders' },
      { path: '/inbound', name: '收到的事件', icon: 'inbox', needs: 'isOffice' },
      { path: '/doctor', name: '设置体检', icon: 'shield', needs: 'canEdit' },
    ],
  },
]

/** Screens that belong to an entry without being one. */
const within: Readonly<Record<string, string>> = {
  '/node': '/sop',
  '/survey': '/surveys',
  '/survey-results': '/surveys',
}

/** What the screen of an address asks for; an address that is not in the menu asks for nothing. */
export function needOf(path: string): Need | undefined {
  return menu.flatMap(({ entries }) => entries).find((entry) => entry.path === path)?.needs
}
/** Counts that wait behind the menu are asked for again so often (ms). */
const LOOK = 120_000

/** Menu at the left, the screen at the right. */
export function Shell({ children }: { children: ReactNode }) {
  const { path } = usePlace()
  const rights = useRights()
  const { data: board } = useToday()
  const { data: desk } = useQuery('desk.getMenu', {}, LOOK)
  const waiting = useMemo(() => (board ? pressing(todosOf(board, serverNow())) : 0), [board])
  const parts = useMemo(
    () =>
      menu
        .map(({ name, entries }) => ({ name, entries: entries.filter(({ needs }) => !needs || rights[needs]) }))
        .filter(({ entries }) => entries.length > 0),
    [rights],
  )
  return (
    <div className="app">
      <nav className="nav" aria-label="主导航">
        <a className="brand" href={hrefOf('/today')} aria-label={`节拍 ${desk?.brand ?? ''}，回到今日`}>
          <Mark />
          <b>节拍</b>
          <span className="ellipsis">{desk?.brand || '社群运营台'}</span>
        </a>
        <Finder />
        <Menu
          parts={parts}
          active={within[path] ?? path}
          badges={{
            '/today': { count: waiting, words: '条需要你处理' },
            '/posts': { count: desk?.posts ?? 0, words: '条等着审核' },
            '/referrals': { count: desk?.referrals ?? 0, words: '条邀请要看' },
            '/inbound': { count: desk?.events ?? 0, words: '条没有处理成' },
          }}
        />
        <Foot />
      </nav>
      {children}
    </div>
  )
}

const lamps = { fine: '', behind: 'amber', silent: 'amber', never: 'off' } as const

function Foot() {
  const { data: board } = useToday()
  const { name, roleName } = useRights()
  const now = useNow()
  const health = board && now > 0 ? healthOf(board.tick, now) : null
  return (
    <div className="foot">
      <div>
        <i data-kind={health ? lamps[health.state] : 'off'} />
        {health ? `节拍器${health.name}` : '节拍器'}
        <span className="end">{now > 0 ? timeOf(now) : ''}</span>
      </div>
      <div>
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <span className="ellipsis">{name}</span>
        {roleName !== name && <span>{roleName}</span>}
        <button
          type="button"
          aria-label="退出登录"
          onClick={() => {
            // The session ends here in any case; the server forgets it by itself when this call does not arrive.
            void call('staff.logout', {}).catch(() => undefined)
            signOut()
          }}
        >
          <Icon name="out" size={14} />
        </button>
      </div>
    </div>
  )
}
