import { isOnJoining } from '../expand'
import { readTopic } from '../readTopic'
import type { Audience, LatePolicy, NodeKind, NodeTime, Part, SopNode } from '../rules'
import { EVERYONE, NODE_DEFAULTS } from '../upcast'
import { valuesOfTime, variablesIn } from '../variables'

/** A SOP to begin with: words that a brand makes its own. Variables without a value are filled in before publication. */
export interface Template {
  id: string
  name: string
  /** One sentence: what it is for. */
  about: string
  nodes: SopNode[]
}

export interface TemplateSummary {
  id: string
  name: string
  about: string
  nodes: number
  /** Names of the variables that somebody fills in first. */
  blanks: string[]
}

/** What a template says of a node; everything else is as usual. */
export interface Sketch {
  key: string
  time: NodeTime
  /** `09:00-10:00`; several with a blank between. None only at the moment of joining. */
  at: string
  module: string
  column: string
  text: string
  /** Title of the card; the column's page opens from it. Without one the words go alone. */
  card?: string
  cover?: string
  kind?: NodeKind
  value?: string
  tone?: string
  late?: LatePolicy
  holiday?: SopNode['holiday']
  weekend?: SopNode['weekend']
  route?: SopNode['route']
  audience?: Partial<Audience>
  effort?: string
  note?: string
  /** Why the timer does not send it. */
  unscheduled?: string
}

export function nodeOf(sketch: Sketch): SopNode {
  const { key, time, at, text, card } = sketch
  const slots = at.split(' ').flatMap((window) => {
    const [from, until] = window.split('-')
    return from && until ? [{ from, until }] : []
  })
  const parts: Part[] = [{ type: 'text', text }]
  if (card !== undefined) parts.push({ type: 'card', title: card, cover: sketch.cover ?? 'notice' })
  const told = valuesOfTime(time)
  const names = variablesIn(`${text}\n${card ?? ''}`).filter((name) => !GROUP_WORDS.includes(name))
  return {
    ...NODE_DEFAULTS,
    key,
    kind: sketch.kind ?? kindOf(time),
    time,
    slots,
    module: sketch.module,
    column: sketch.column,
    value: sketch.value ?? '',
    tone: sketch.tone ?? '',
    parts,
    topic: time.on === 'join' ? null : readTopic(text),
    variables: Object.fromEntries(names.map((name) => [name, told[name] ?? ''])),
    audience: { ...EVERYONE, ...sketch.audience },
    route: sketch.route ?? (isOnJoining(time) ? 'group_welcome' : 'auto'),
    late: sketch.late ?? 'skip',
    holiday: sketch.holiday ?? 'keep',
    weekend: sketch.weekend ?? 'keep',
    effort: sketch.effort ?? '',
    owner: '',
    note: sketch.note ?? '',
    unscheduled: sketch.unscheduled ?? null,
    source: null,
  }
}

/** What every group fills in by itself. */
const GROUP_WORDS = ['群名', '群名称', '群主', '群人数']

function kindOf(time: NodeTime): NodeKind {
  if (time.on === 'join') return 'welcome'
  return time.on === 'daily' || time.on === 'weekdays' || time.on === 'monthdays' ? 'column' : 'special'
}
