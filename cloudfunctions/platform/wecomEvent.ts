/** An event of 企业微信 as we read it. */
export interface WecomEvent {
  /** Fields of the envelope and the event, by their names there. */
  fields: Readonly<Partial<Record<string, string>>>
  /** Fields that hold several values, `MemChangeList`. */
  lists: Readonly<Partial<Record<string, readonly string[]>>>
  /** ms, `CreateTime`. */
  at: number
}

const FIELD =
  /<([A-Za-z][A-Za-z0-9_]{0,40})>(?:\s*<!\[CDATA\[([\s\S]*?)]]>\s*|([^<]*)|((?:\s*<Item>[\s\S]*?<\/Item>)*\s*))<\/\1>/g
const ITEM = /<Item>(?:<!\[CDATA\[([\s\S]*?)]]>|([^<]*))<\/Item>/g
/** ms; anything else is no time of this century. */
const LATEST = 4_102_444_800_000

/**
 * Reads the flat XML of an event; null when it is none. No entities, no document type: there is nothing in these events that needs
 * them, and everything that they are used for elsewhere is an attack.
 */
export function readEvent(xml: string): WecomEvent | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return null
  const inside = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(xml)?.[1]
  if (inside === undefined) return null
  const fields: Record<string, string> = {}
  const lists: Record<string, string[]> = {}
  for (const [, name = '', data, words = '', items] of inside.matchAll(FIELD)) {
    // The first one counts: a second field of the same name is not from the platform.
    if (Object.hasOwn(fields, name) || Object.hasOwn(lists, name)) continue
    if (items !== undefined && items.trim() !== '') {
      lists[name] = [...items.matchAll(ITEM)].map((match) => match[1] ?? match[2] ?? '')
    } else fields[name] = data ?? words.trim()
  }
  // Older form of the same list: one text with commas (WD/92130).
  if (fields.MemChangeList !== undefined && lists.MemChangeList === undefined) {
    lists.MemChangeList = fields.MemChangeList.split(',').filter((id) => id !== '')
  }
  const at = Number(fields.CreateTime) * 1000
  if (!Number.isInteger(at) || at <= 0 || at > LATEST) return null
  return { fields, lists, at }
}
