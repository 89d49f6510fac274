import { longDay } from '../../../admin/format'
import { addDays, type Day, instantAt, isClockTime, timeOf } from '../../../kernel/day'
import { Refusal } from '../../../kernel/errors'
import type { HolidayOverride } from '../../../kernel/holidays'
import { quietUntil } from '../../../kernel/quiet'
import { bannedWords } from '../../../kernel/wording'
import { beyondTask, MOST_ATTACHMENTS } from '../../delivery/rules'
import { refsOf } from '../../material/rules'
import { matchesGroup } from '../audience'
import { expand, isForMembers, isOnJoining } from '../expand'
import type { Hearer } from '../lifeContract'
import { checkRoutes } from '../memberRoutes'
import { LIMITS } from '../nodeInput'
import type { NodeDraft } from '../nodeRules'
import { utf8Length } from '../readParts'
import type { SopNode, SopVersion } from '../rules'
import { textsOf, unresolvedVariables, variablesIn } from '../variables'
import { CLASH, nextBeats } from './calendar'
import { asNode, type DraftField, draftProblem } from './editorForm'
import { checkText } from './text'

export interface World {
  version: SopVersion
  groups: readonly Hearer[]
  holidays: readonly HolidayOverride[]
  quiet: { from: string; until: string } | null
  today: Day
  /** ms */
  now: number
}

export interface Check {
  name: string
  /** `save`: it cannot be kept. `publish`: the version cannot go live with it. `advice`: worth a look. */
  level: 'save' | 'publish' | 'advice' | 'ok'
  words: string
  field: DraftField | null
}

/** How far ahead clashes are looked for (days). */
const AHEAD = 14

/** Everything there is to say about a node before it is published: the server's refusals first, then advice. */
export function checksOf(draft: NodeDraft, before: SopNode | null, world: World): Check[] {
  const problem = draftProblem(draft, before)
  const checks: Check[] = []
  if (problem) checks.push({ name: '存草稿', level: 'save', words: problem.message, field: problem.field })
  const node = asNode(draft, before)
  // What is empty or too long was said already.
  if (problem?.field !== 'parts') checks.push(lengthOf(draft))
  checks.push(variablesOf(draft), hearers(draft, world), ...routeOf(node))
  // Asked with a broken time the calendar would answer nonsense.
  if (problem === null || (problem.field !== 'time' && problem.field !== 'slots')) {
    checks.push(dates(node, world), quietOf(draft, world), ...clashes(node, world))
  }
  return [...checks, ...filesOf(draft), cardOf(draft), ...couponOf(draft), ...wordingOf(draft)]
}

function lengthOf({ parts }: NodeDraft): Check {
  const texts = parts.flatMap((part) => (part.type === 'text' ? textsOf(part) : []))
  const name = '长度'
  if (texts.length === 0) return { name, level: 'ok', words: checkText.noText, field: 'parts' }
  const longest = texts.reduce((a, b) => (a.length >= b.length ? a : b))
  const bytes = utf8Length(longest)
  const fits = longest.length <= 160
  const words = fits
    ? checkText.length([...longest].length, bytes, LIMITS.textBytes)
    : checkText.lengthAdvice(longest.length)
  return { name, level: fits ? 'ok' : 'advice', words, field: 'parts' }
}

function variablesOf(draft: NodeDraft): Check {
  const name = '变量'
  const missing = unresolvedVariables(draft)
  if (missing.length > 0) {
    const words = checkText.missing(missing.map((each) => `{${each}}`).join('、'))
    return { name, level: 'publish', words, field: 'variables' }
  }
  const used = draft.parts.some((part) => variablesIn(JSON.stringify(Object.values(part))).length > 0)
  return { name, level: 'ok', words: used ? checkText.filled : checkText.none, field: 'variables' }
}

/** What publishing refuses of the way it is sent, in the server's words; what is not scheduled yet is not asked. */
function routeOf(node: SopNode): Check[] {
  if (node.unscheduled !== null) return []
  try {
    checkRoutes([node])
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ name: '发送方式', level: 'publish', words: error.message, field: 'route' }]
  }
}

function hearers({ audience, route }: NodeDraft, { groups, today }: World): Check {
  const name = '谁收到'
  if (isForMembers(route)) return { name, level: 'ok', words: checkText.members, field: 'audience' }
  const matched = groups.filter((group) => matchesGroup(audience, group, today))
  if (matched.length === 0) return { name, level: 'advice', words: checkText.noGroups, field: 'audience' }
  const members = matched.reduce((sum, group) => sum + group.members, 0)
  return { name, level: 'ok', words: checkText.groups(matched.length, groups.length, members), field: 'audience' }
}

function dates(node: SopNode, world: World): Check {
  const name = '排期'
  if (node.unscheduled !== null) {
    return { name, level: 'advice', words: node.unscheduled, field: 'time' }
  }
  if (isOnJoining(node.time)) return { name, level: 'ok', words: checkText.onJoin, field: 'time' }
  const [next] = nextBeats(world.version, node, world, world.today, world.now, 1)
  if (next !== undefined) {
    const words = `下一次 ${longDay(next.date)} ${timeOf(next.from)}`
    return { name, level: 'ok', words, field: 'time' }
  }
  const relative = node.time.on === 'group' || node.time.on === 'join'
  return {
    name,
    level: relative ? 'ok' : 'advice',
    words: relative ? checkText.relative : checkText.never,
    field: 'time',
  }
}

function quietOf({ slots }: NodeDraft, { quiet, today }: World): Check {
  const name = '免打扰'
  const inside =
    quiet !== null &&
    slots.some((slot) => isClockTime(slot.from) && quietUntil(instantAt(today, slot.from), [quiet]) !== null)
  return inside
    ? { name, level: 'advice', words: checkText.quiet(quiet.from, quiet.until), field: 'slots' }
    : { name, level: 'ok', words: checkText.notQuiet, field: 'slots' }
}

/** Beats of other nodes of this version that a common group hears at nearly the same time, and other claims to the day's one group task. */
function clashes(node: SopNode, world: World): Check[] {
  const { version, groups, holidays, today, now } = world
  const range = { from: today, to: addDays(today, AHEAD) }
  const others = version.nodes.filter(({ key }) => key !== node.key)
  const beats = expand({ ...version, nodes: [...others, node] }, range, { groups, holidays })
  const own = beats.filter((beat) => beat.node === node && beat.to === 'groups' && beat.until > now)
  const shared = (a: readonly string[], b: readonly string[]) => groups.length === 0 || a.some((id) => b.includes(id))
  const near = (beat: (typeof own)[number]) =>
    beats.filter(
      (other) =>
        other.node !== node &&
        other.to === 'groups' &&
        Math.abs(other.from - beat.from) < CLASH &&
        shared(other.targets, beat.targets),
    )
  const clashing = own.find((beat) => near(beat).length > 0)
  const names = clashing ? [...new Set(near(clashing).map((other) => other.node.column))].join('、') : ''
  return [
    clashing
      ? { name: '撞车', level: 'advice', words: checkText.clash(longDay(clashing.date), names), field: 'slots' }
      : { name: '撞车', level: 'ok', words: checkText.noClash, field: 'slots' },
    quotaOf(node),
  ]

  function quotaOf({ route }: SopNode): Check {
    const name = '配额'
    if (route === 'auto') return { name, level: 'ok', words: checkText.auto, field: 'route' }
    if (route !== 'group_task') return { name, level: 'ok', words: checkText.noQuota, field: 'route' }
    const rival = own
      .map((beat) => ({
        beat,
        other: beats.find(
          (other) =>
            other.beat !== beat.beat &&
            other.node.route === 'group_task' &&
            other.date === beat.date &&
            shared(other.targets, beat.targets),
        ),
      }))
      .find(({ other }) => other !== undefined)
    return rival?.other
      ? {
          name,
          level: 'advice',
          words: checkText.secondTask(longDay(rival.beat.date), rival.other.node.column),
          field: 'route',
        }
      : { name, level: 'ok', words: checkText.oneTask, field: 'route' }
  }
}

/** What a group task cannot carry goes by the owner's hand. */
function filesOf({ parts, route }: NodeDraft): Check[] {
  const why = beyondTask(parts)
  if (why === null)
    return refsOf(parts).length > 0 ? [{ name: '素材', level: 'ok', words: checkText.files, field: 'parts' }] : []
  const words = why === 'voice' ? checkText.voiceByHand : checkText.tooMany(MOST_ATTACHMENTS)
  return [{ name: '素材', level: route === 'staff_task' ? 'ok' : 'advice', words, field: 'parts' }]
}

function cardOf({ parts }: NodeDraft): Check {
  const has = parts.some((part) => part.type === 'card')
  return {
    name: '卡片',
    level: has ? 'ok' : 'advice',
    words: has ? checkText.hasCard : checkText.noCard,
    field: 'parts',
  }
}

function couponOf({ parts }: NodeDraft): Check[] {
  const coupons = parts.flatMap((part) => (part.type === 'coupon' ? [part] : []))
  if (coupons.length === 0) return []
  const open = coupons.some(({ batch }) => batch === '')
  const words = open ? checkText.couponOpen : checkText.couponSet
  return [{ name: '优惠券', level: open ? 'advice' : 'ok', words, field: 'parts' }]
}

/** Words for which WeChat closes a mini-program's sharing, or worse. */
function wordingOf({ parts }: NodeDraft): Check[] {
  const words = bannedWords(parts.flatMap(textsOf))
  return words === null ? [] : [{ name: '平台用语', level: 'advice', words, field: 'parts' }]
}
