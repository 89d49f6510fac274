import type { World } from '../cloud/world'

/** Ids are random: a run that is the same in all else has other ones in the same places. */
const IDS = /[A-Za-z0-9_-]{20,}/g

/** A state of a world with its ids taken out, and the ids in the order of their places. */
interface State {
  readonly form: string
  readonly ids: readonly string[]
}

/**
 * States of a world after which everything was found in order. From the same documents, files, clock and WeChat the same
 * happens, so what was seen once need not be seen again.
 */
export class Seen {
  private readonly states = new Map<string, State[]>()

  /**
   * The world as it is, with what else decides what comes next; undefined when it cannot tell.
   * @param beside such as the answer that a client got
   */
  stateOf(world: World, ...beside: unknown[]): State | undefined {
    const text = world.state()
    if (text === undefined) return undefined
    const places = new Map<string, number>()
    const form = `${JSON.stringify(beside)}\n${text}`.replace(IDS, (id) => {
      const place = places.get(id) ?? places.size
      places.set(id, place)
      return `#${place}#`
    })
    return { form, ids: [...places.keys()] }
  }

  has(state: State | undefined): boolean {
    if (state === undefined) return false
    return this.states.get(state.form)?.some((other) => sameIds(state, other)) ?? false
  }

  add(state: State | undefined): void {
    if (state !== undefined) this.states.set(state.form, [...(this.states.get(state.form) ?? []), state])
  }
}

/** Each id is the same in both or known to one of them only: two that changed places are no renaming. */
function sameIds(one: State, other: State): boolean {
  const mine = new Set(one.ids)
  const theirs = new Set(other.ids)
  return one.ids.every((id, place) => {
    const twin = other.ids[place] ?? ''
    return id === twin || (!theirs.has(id) && !mine.has(twin))
  })
}
