import './collections'
import { HELD_PAGE, type Holding } from '../member/holding'
import { forgetWords, isForgotten } from './forget'
import { readVersion } from './live'
import { questionsOf } from './model'
import { wordsOf } from './piping'

/** What the member answered by name; an anonymous answer cannot be found by anybody, its author included. */
export const surveyHolding: Holding = {
  name: 'surveys',
  words: '问卷里的回答',

  async read({ store }, memberId, after) {
    const skip = after === null ? 0 : Number(after)
    const found = await store.find('survey_responses', { memberId }, { sort: [['at', -1]], limit: 20, skip })
    const rows = []
    for (const response of found) {
      const { definition } = await readVersion(store, response.survey, response.version)
      for (const question of questionsOf(definition)) {
        const given = response.answers.find((each) => each.question === question.key)
        if (given)
          rows.push({
            日期: response.day,
            问卷: definition.title,
            问题: question.title,
            回答: wordsOf(question, given.answer),
          })
      }
    }
    return { rows, next: found.length === 20 ? String(skip + 20) : null }
  },

  count: ({ store }, memberId) => store.count('survey_responses', { memberId }),

  async forget({ store, photos }, memberId) {
    await store.remove('survey_invites', { memberId })
    await store.remove('survey_asks', { _id: memberId })
    await store.remove('followups', { memberId })
    const found = await store.find('survey_responses', { memberId }, { limit: HELD_PAGE })
    for (const response of found) if (!isForgotten(response)) await forgetWords(store, photos, response)
    return true
  },
}
