import { refuse } from '../../kernel/errors'
import { wordings } from './exceptions'
import { isOnJoining } from './expand'
import { isTold } from './memberBeats'
import { sopText } from './refusals'
import type { Route, SopNode } from './rules'
import { isMemberVariable, unfilledVariables } from './variables'

/** What the mini-program itself knows of a member. */
const KNOWN_OF_MEMBER = ['积分', '积分余额', '等级']
/** Modules that WeChat does not let a subscribe message carry. */
const MARKETING = /促销|转化|营销|带货/

/** What speaks against a way of sending, each with its sentence; a node must pass all of them. */
const OBJECTIONS: readonly {
  code: string
  say: (columns: string) => string
  against: (node: SopNode) => boolean
}[] = [
  {
    code: 'SINGLE_TASK_VARIABLE',
    say: sopText.singleVariable,
    against: (node) => node.route === 'single_task' && unfilledVariables(node).length > 0,
  },
  {
    code: 'MEMBER_GROUP_DAY',
    say: sopText.memberOnGroupDay,
    against: (node) => isTold(node) && node.time.on === 'group',
  },
  { code: 'MEMBER_AT_ONCE', say: sopText.memberAtOnce, against: (node) => isTold(node) && isOnJoining(node.time) },
  { code: 'MEMBER_ASK', say: sopText.memberAsk, against: (node) => isTold(node) && node.late === 'ask' },
  {
    code: 'MEMBER_MARKETING',
    say: sopText.memberMarketing,
    against: (node) => isTold(node) && isSubscribed(node) && MARKETING.test(node.module),
  },
  {
    code: 'MEMBER_VARIABLE_UNKNOWN',
    say: sopText.memberUnknown,
    against: (node) =>
      isTold(node) &&
      node.route === 'subscribe' &&
      unfilledVariables(node).some((name) => isMemberVariable(name) && !KNOWN_OF_MEMBER.includes(name)),
  },
  {
    code: 'FALLBACK_CLOSED',
    say: sopText.fallbackClosed,
    against: (node) => !isOpenFallback(node.route, node.fallback),
  },
]

function isSubscribed({ route, fallback }: Pick<SopNode, 'route' | 'fallback'>): boolean {
  return route === 'subscribe' || fallback === 'subscribe'
}

/**
 * Whether a fallback can ever be taken. A group task can find its way closed (quota) while the owner's queue is open; a task to single
 * customers (no friend in 企业微信, quota) while a subscribe message is. A subscribe message without consent has none.
 */
export function isOpenFallback(route: Route, fallback: Route | null): boolean {
  if (fallback === null) return true
  if (route === 'single_task') return fallback === 'subscribe'
  return (route === 'auto' || route === 'group_task') && fallback === 'staff_task'
}

/** Refuses nodes whose way of sending leads nowhere, by name and with what to do instead. */
export function checkRoutes(scheduled: readonly SopNode[]): void {
  const said = scheduled.flatMap(wordings)
  for (const { code, say, against } of OBJECTIONS) {
    const columns = [...new Set(said.filter(against).map((node) => `「${node.column}」`))]
    if (columns.length > 0) refuse(code, say(columns.join('')))
  }
}
