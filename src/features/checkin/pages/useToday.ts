import { useCallback, useMemo } from 'react'
import { type Asked, useAnswer } from '../../../client/answer'
import type { Output } from '../../../client/call'
import { followedGroup } from '../../../client/group'
import type { ScoreView } from '../contract'

/** The day in one call, as its two parts: the member's score and the group's programme. */
export function useToday(): { score: Asked<ScoreView>; programme: Asked<Output<'sop.getToday'>> } {
  const { answer, remembered, failure, again, replace } = useAnswer('today.get', followedGroup())
  const standing = { remembered, failure, again }
  const score = useMemo(() => answer && { data: answer.data.score, now: answer.now }, [answer])
  const programme = useMemo(() => answer && { data: answer.data.programme, now: answer.now }, [answer])
  return {
    score: {
      ...standing,
      answer: score,
      replace: useCallback(
        (next) => answer && replace({ data: { ...answer.data, score: next.data }, now: next.now }),
        [answer, replace],
      ),
    },
    programme: {
      ...standing,
      answer: programme,
      replace: useCallback(
        (next) => answer && replace({ data: { ...answer.data, programme: next.data }, now: next.now }),
        [answer, replace],
      ),
    },
  }
}
