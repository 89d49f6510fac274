import type { PersonLine } from './contract'
import type { Timeline } from './links'
import type { Fact } from './rules'
import { text } from './text'
import type { Stay, Tie } from './ties'

/** Names by id, as far as they are known. */
export interface Names {
  groups: ReadonlyMap<string, string>
  channels: ReadonlyMap<string, string>
  guides: ReadonlyMap<string, string>
}

/** What happened to one person, oldest first. */
export function linesOf({ facts, stays }: Pick<Timeline, 'facts' | 'stays'>, names: Names): PersonLine[] {
  const lines = [
    ...facts.map((fact) => lineOfFact(fact, names)),
    ...stays.flatMap(({ tie, stay }) => linesOfStay(tie, stay, names)),
  ]
  return lines.sort((a, b) => a.at - b.at || (a.words < b.words ? -1 : 1))
}

function lineOfFact(fact: Fact, names: Names): PersonLine {
  const { at, step, channel, guide, group, store, cents, of } = fact
  const undone = step === 'redeem' && of !== undefined
  // Joining and adding are ties; no fact has these steps.
  const verb = text.verbs[step as keyof typeof text.verbs]
  return {
    ...{ at, about: false, what: step, words: undone ? text.undone : verb, store, cents: cents ?? null },
    channel: named(channel, names.channels, text.unknownChannel),
    guide: named(guide, names.guides, guide ?? ''),
    group: named(group, names.groups, text.unknownGroup),
  }
}

function linesOfStay(tie: Tie, stay: Stay, names: Names): PersonLine[] {
  const { from, to, about, joinScene, quitScene, state } = stay
  const inGroup = tie.kind === 'group'
  const place = inGroup
    ? (names.groups.get(tie.place) ?? text.unknownGroup)
    : (names.guides.get(tie.place) ?? tie.place)
  const where = {
    store: null,
    cents: null,
    guide: inGroup ? null : named(tie.place, names.guides, tie.place),
    group: inGroup ? named(tie.place, names.groups, text.unknownGroup) : null,
  }
  const lines: PersonLine[] = []
  if (from !== null) {
    const words = inGroup ? text.join(place, joinScene) : text.add(place, joinScene)
    const channel = named(state === '' ? null : state, names.channels, text.unknownChannel)
    lines.push({ ...where, at: from, about: false, what: inGroup ? 'join' : 'add', words, channel })
  }
  if (to !== null) {
    const words = inGroup ? text.quit(place, quitScene) : text.remove(place, quitScene)
    lines.push({ ...where, at: to, about, what: inGroup ? 'quit' : 'remove', words, channel: null })
  }
  return lines
}

function named(id: string | null, names: ReadonlyMap<string, string>, unknown: string) {
  const name = id === null ? undefined : names.get(id)
  // What has no name for this caller has no id either.
  return id === null ? null : { id: name === text.elsewhere ? '' : id, name: name ?? unknown }
}
