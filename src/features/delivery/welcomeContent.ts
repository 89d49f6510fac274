import { nameOfRef } from '../material/rules'
import { isOnJoining } from '../sop/expand'
import { utf8Length } from '../sop/readParts'
import type { Part, SopNode } from '../sop/rules'
import { filledParts, variablesIn } from '../sop/variables'
import { welcomeText } from './welcomeText'

/** Bytes of text: a friend's welcome (WD/92137), a group's template (WD/92366). */
const FRIEND_BYTES = 4000
const GROUP_BYTES = 3000

/** What a welcome is made of: a node, or a channel's own words in the shape of one. */
export type Said = Pick<SopNode, 'parts' | 'variables' | 'time' | 'column'>

export interface WelcomeContent {
  text: string
  /** What goes beside the text, in order. */
  parts: Part[]
  /** Chinese: what did not fit or stays open, for the person who plans. */
  problems: string[]
}

/** Whom a friend's welcome may address; null: not known, so it speaks to everybody. */
export interface FriendNames {
  customer: string | null
  staff: string | null
  brand: string
}

/** Nodes of the moment of joining that ask for this route; when none does, all of that moment. */
export function welcomeNodes(nodes: readonly SopNode[], route: 'welcome' | 'group_welcome'): SopNode[] {
  const joining = nodes.filter((node) => isOnJoining(node.time))
  const own = joining.filter((node) => node.route === route)
  return own.length > 0 ? own : joining
}

const CUSTOMER = [
  '客户称呼',
  '客户昵称',
  '微信昵称',
  '用户昵称',
  '会员昵称',
  '昵称',
  '群昵称',
  '会员名',
  '姓名',
  '名字',
  '称呼',
]
const STAFF = ['员工称呼', '群主']

/** Whether any of them calls the customer by name, which takes a question to WeCom. */
export function callsByName(nodes: readonly Said[]): boolean {
  const texts = nodes.flatMap((node) => filledParts(node)).flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.some((text) => variablesIn(text).some((name) => CUSTOMER.includes(name)))
}

/** 福利 → 答疑 → 群规 as one message to a new friend. */
export function friendWelcome(nodes: readonly Said[], { customer, staff, brand }: FriendNames): WelcomeContent {
  const values = {
    ...named(CUSTOMER, customer ?? welcomeText.you),
    ...named(STAFF, staff ?? brand),
    品牌: brand,
    品牌名: brand,
    群名: brand,
    群名称: brand,
  }
  return compile(nodes, values, FRIEND_BYTES)
}

/** The same for a group; WeCom itself puts the newcomer's name in place of `%NICKNAME%`. */
export function groupWelcome(nodes: readonly SopNode[], brand: string): WelcomeContent {
  const values = {
    ...named(CUSTOMER, '%NICKNAME%'),
    ...named(STAFF, welcomeText.owner),
    品牌: brand,
    品牌名: brand,
    群名: welcomeText.thisGroup,
    群名称: welcomeText.thisGroup,
  }
  const content = compile(nodes, values, GROUP_BYTES)
  const [first, ...others] = content.parts
  const problems = [...content.problems, ...others.map((part) => welcomeText.onePart(nameOf(part)))]
  return { text: content.text, parts: first === undefined ? [] : [first], problems }
}

function compile(nodes: readonly Said[], values: Record<string, string>, most: number): WelcomeContent {
  const problems: string[] = []
  const parts: Part[] = []
  let text = ''
  for (const node of nodes) {
    for (const part of filledParts(node, values)) {
      if (part.type !== 'text') {
        parts.push(part)
        continue
      }
      const open = variablesIn(part.text)
      if (open.length > 0) problems.push(welcomeText.open(node.column, open.map((name) => `{${name}}`).join('、')))
      const longer = text === '' ? part.text : `${text}\n\n${part.text}`
      if (utf8Length(longer) <= most) text = longer
      else problems.push(welcomeText.tooLong(node.column, most))
    }
  }
  return { text, parts, problems }
}

function named(names: readonly string[], value: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, value]))
}

function nameOf(part: Part): string {
  if ('title' in part) return part.title
  if (part.type === 'images') return part.materials.map(nameOfRef).join('、')
  return 'material' in part ? nameOfRef(part.material) : part.text
}
