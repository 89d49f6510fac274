import type { Day } from '../../kernel/day'

/** A customer group as the brand sees it. */
export interface Group {
  /** chat_id */
  _id: string
  schema: 1
  name: string
  /** WeCom user id. */
  owner: string
  ownerName: string
  /** 福利群, VIP群: which SOP rows it hears. */
  tags: string[]
  /** Members without staff. */
  members: number
  /** The day on which it was made; absent until the next sync in documents from before. */
  startedOn?: Day
  /** WeCom user ids of its administrators, in WeCom's order; absent until the next sync in documents from before. */
  admins?: string[]
  /** Days of the last two months on which a customer joined. */
  joinDays?: Day[]
  /** ms of the last sync that saw it. */
  syncedAt: number
  /** The last sync did not find it any more: nothing is planned for it. */
  gone: boolean
}

/** Kinds of groups that brands name their groups by; the first word is the tag. */
const KINDS: readonly (readonly [tag: string, words: RegExp])[] = [
  ['VIP群', /vip|会员群|会员.{0,3}群/i],
  ['福利群', /福利/],
  ['粉丝群', /粉丝/],
  ['新人群', /新人|新客/],
  ['快闪群', /快闪/],
  ['门店群', /门店|店群/],
]

/** Tags that a group's name tells: 花间美妆·福利群1 is a 福利群. */
export function tagsOfName(name: string): string[] {
  return KINDS.filter(([, words]) => words.test(name)).map(([tag]) => tag)
}

/** Whether a group hears a node: no tags on the node mean every group. */
export function hears(group: Pick<Group, 'tags' | 'gone'>, tags: readonly string[]): boolean {
  return !group.gone && (tags.length === 0 || tags.some((tag) => group.tags.includes(tag)))
}
