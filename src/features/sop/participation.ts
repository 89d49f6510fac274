import './collections'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import type { Topic } from './rules'

/** How many members chose each option: one count by index per option. */
export async function countAnswers(store: Store, beat: string, topic: Topic): Promise<Record<string, number>> {
  const counts = await together(
    topic.options.map(async ({ key }) => [key, await store.count('participations', { beat, choice: key })] as const),
  )
  return Object.fromEntries(counts)
}

/** Members who opened a beat's page and who answered: two counts by index. */
export async function countTaking(store: Store, beat: string): Promise<{ opened: number; answered: number }> {
  const [opened, answered] = await together([
    store.count('participations', { beat }),
    store.count('participations', { beat, choice: is.gt('') }),
  ])
  return { opened, answered }
}

/** Members who opened a beat's page from one group's card, and who answered: two counts, one while nobody has opened it. */
export async function countOpenedAndActed(
  store: Store,
  beat: string,
  group: string,
): Promise<{ opened: number; acted: number }> {
  const opened = await store.count('participations', { beat, group })
  const acted = opened === 0 ? 0 : await store.count('participations', { beat, group, actedAt: is.gt(0) })
  return { opened, acted }
}

/** Members who opened a beat's page and who did something there: from the cards of some groups, or of all and none. */
export async function countOpenings(
  store: Store,
  beat: string,
  groups: readonly string[] | null,
): Promise<{ opened: number; acted: number }> {
  const where = { beat, ...(groups === null ? {} : { group: is.in(groups) }) }
  const [opened, acted] = await together([
    store.count('participations', where),
    store.count('participations', { ...where, actedAt: is.gt(0) }),
  ])
  return { opened, acted }
}
