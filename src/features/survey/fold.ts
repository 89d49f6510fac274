import { withWords, wordsIn } from './keywords'
import type { Page } from './model'
import { type Counts, counted, noCounts, type Rollup, slicesOf } from './rollup'
import type { Response } from './rules'

/** What one batch adds to one rollup. */
export interface Share {
  survey: string
  version: number
  round: string
  slice: string
  responses: Response[]
  invited: number
}

export function rollupId({ survey, version, round, slice }: Pick<Share, 'survey' | 'version' | 'round' | 'slice'>) {
  return `${survey}:${version}:${round}:${slice}`
}

/** A batch by the rollups that it counts into. @param lowest id of the tier of those who have none yet */
export function sharesOf(
  responses: readonly Response[],
  invites: readonly { survey: string; version: number; round: string }[],
  lowest: string,
): Map<string, Share> {
  const shares = new Map<string, Share>()
  const of = (place: { survey: string; version: number; round: string }, slice: string) => {
    const { survey, version, round } = place
    const id = rollupId({ survey, version, round, slice })
    const share = shares.get(id) ?? { survey, version, round, slice, responses: [], invited: 0 }
    shares.set(id, share)
    return share
  }
  for (const response of responses) {
    const { member } = response
    const tier = member && { ...member, tier: member.tier || lowest }
    for (const slice of slicesOf({ ...response, member: tier })) of(response, slice).responses.push(response)
  }
  for (const invite of invites) for (const slice of ['all', 'route.notice']) of(invite, slice).invited += 1
  return shares
}

/** A rollup with what a batch adds. @param seq of the batch; a rollup that knows it already is not asked */
export function withShare(
  found: Rollup | null,
  share: Share,
  pages: { pages: readonly Page[] },
  seq: number,
  now: number,
): Rollup {
  const { survey, version, round, slice, responses, invited } = share
  const place = { _id: rollupId(share), schema: 1 as const, survey, version, round, slice }
  const old: Rollup = found ?? { ...place, ...noCounts, batch: 0, words: [], at: 0 }
  const counts = responses.reduce<Counts>((sum, response) => counted(sum, pages, response), old)
  return {
    ...place,
    ...counts,
    invited: old.invited + invited,
    batch: seq,
    words: slice === 'all' ? wordsAfter(old, responses) : [],
    at: now,
  }
}

function wordsAfter({ words }: Rollup, responses: readonly Response[]): Rollup['words'] {
  const texts = responses.flatMap(({ answers }) => answers).flatMap(textOf)
  return texts.reduce((counts, { question, text }) => withWords(counts, question, wordsIn(text)), words)
}

/** The words of one's own in an answer; what stands beside "其它" is read with the question. */
export function textOf({ question, answer }: Response['answers'][number]): { question: string; text: string }[] {
  if (answer.kind === 'text') return [{ question, text: answer.text.trim() }]
  return answer.kind === 'picked' && answer.other ? [{ question, text: answer.other.trim() }] : []
}
