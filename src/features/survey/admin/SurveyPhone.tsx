import { useEffect, useMemo, useState } from 'react'
import { neighbour, progress, reach } from '../branching'
import type { Definition } from '../definition'
import type { Answer, Given } from '../model'
import { quotasOf } from '../quota'
import { submitView } from '../submission'
import { surveyText } from '../text'
import { check } from '../validation'
import { pageOfQuestion } from './outline'
import { PhoneQuestion } from './PhoneQuestion'
import { tracesOf } from './paths'
import type { Spot } from './spots'
import { plainTitle } from './titles'

/** Another person, another order of shuffled options. */
const SEED = 'preview'
type Place = { at: 'begin' } | { at: 'page'; key: string } | { at: 'thanks' }

/** The survey as a member sees it. It can be answered to the end, and nothing of it is stored. */
export function SurveyPhone({
  definition,
  spot,
  onShow,
}: {
  definition: Definition
  spot: Spot
  onShow: (spot: Spot) => void
}) {
  const [answers, setAnswers] = useState<Given[]>([])
  const [place, setPlace] = useState<Place>({ at: 'begin' })
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const steps = useMemo(() => reach(definition, answers), [definition, answers])
  const wanted =
    spot.at === 'page' ? spot.key : spot.at === 'question' ? pageOfQuestion(definition, spot.key)?.key : undefined
  useEffect(() => {
    setPlace(wanted === undefined ? { at: 'begin' } : { at: 'page', key: wanted })
  }, [wanted])

  const page = place.at === 'page' ? definition.pages.find(({ key }) => key === place.key) : undefined
  const step = page && steps.find((each) => each.page === page.key)
  const put = (question: string, answer: Answer | null) => {
    setAnswers([...answers.filter((given) => given.question !== question), ...(answer ? [{ question, answer }] : [])])
    setWrong(new Set([...wrong].filter((key) => key !== question)))
  }

  function next() {
    if (!page) return setPlace(steps[0] ? { at: 'page', key: steps[0].page } : { at: 'thanks' })
    const bad = (step?.questions ?? []).filter((key) => {
      const question = page.questions.find((each) => each.key === key)
      return question && check(question, answers.find((given) => given.question === key)?.answer) !== null
    })
    setWrong(new Set(bad))
    if (bad.length > 0) return
    const on = neighbour(definition, answers, page.key)
    setPlace(on ? { at: 'page', key: on.page } : { at: 'thanks' })
  }

  function back() {
    const before = page ? neighbour(definition, answers, page.key, true) : null
    setPlace(before ? { at: 'page', key: before.page } : { at: 'begin' })
  }

  return (
    <>
      <div className="preview-head">
        <span className="tag">试答，不会存</span>
        <button
          type="button"
          className="linkish"
          onClick={() => {
            setAnswers([])
            setWrong(new Set())
            setPlace({ at: 'begin' })
          }}
        >
          从头再来
        </button>
      </div>
      <fieldset className="survey-phone" aria-label="手机上的样子">
        {page && <Bar done={progress(definition, answers, page.key)} />}
        <div className="survey-phone-page">
          {place.at === 'begin' && <Begin definition={definition} />}
          {page && (
            <>
              {page.title && <h3>{page.title}</h3>}
              {!step && <p className="survey-phone-off">按现在的回答，这一页不会出现。</p>}
              {page.questions
                .filter(({ key }) => !step || step.questions.includes(key))
                .map((question) => (
                  <PhoneQuestion
                    key={question.key}
                    definition={definition}
                    question={question}
                    answers={answers}
                    seed={SEED}
                    wrong={wrong.has(question.key)}
                    chosen={spot.at === 'question' && spot.key === question.key}
                    onAnswer={(answer) => put(question.key, answer)}
                  />
                ))}
            </>
          )}
          {place.at === 'thanks' && <Thanks definition={definition} answers={answers} />}
        </div>
        {place.at !== 'thanks' && (
          <div className="survey-phone-foot">
            {page && (
              <button type="button" onClick={back}>
                上一页
              </button>
            )}
            <button type="button" data-main="true" onClick={next}>
              {!page ? '开始' : neighbour(definition, answers, page.key) ? '下一页' : '交卷'}
            </button>
          </div>
        )}
      </fieldset>
      <details className="survey-path">
        <summary>为什么看到这一题</summary>
        <ol>
          {tracesOf(definition, answers).map(({ question, title, shown, why }) => (
            <li key={question} data-shown={shown}>
              <button type="button" onClick={() => onShow({ at: 'question', key: question })}>
                {shown ? '' : '不显示 · '}
                {plainTitle(title)}
              </button>
              <small>{why}</small>
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}

function Bar({ done }: { done: number }) {
  return (
    <div className="survey-phone-bar" aria-hidden="true">
      <i style={{ width: `${Math.round(done * 100)}%` }} />
    </div>
  )
}

function Begin({ definition: { title, intro, anonymous, reward } }: { definition: Definition }) {
  return (
    <>
      <h3>{title}</h3>
      <p>{intro}</p>
      <p className="survey-phone-off">
        {anonymous ? '匿名：没有人知道是你答的' : '实名：你能看到、改正和删除自己的回答'}
      </p>
      {(reward.points !== null || reward.batch !== null) && (
        <p className="survey-phone-reward">
          答完送{' '}
          {[reward.points === null ? null : surveyText.points(reward.points), reward.batch && surveyText.coupon]
            .filter(Boolean)
            .join('和')}
        </p>
      )}
    </>
  )
}

function Thanks({ definition, answers }: { definition: Definition; answers: readonly Given[] }) {
  const view = submitView(definition, answers)
  const quotas = quotasOf(definition.quotas, view.answers)
  return (
    <>
      <h3>{definition.thanks}</h3>
      <p className="survey-phone-off">
        走了 {view.steps.length} 页 {view.path.length} 题，答了 {view.answers.length} 题
        {view.unreached.length > 0 && `，${view.unreached.length} 题换了分支后不算`}。
      </p>
      {quotas.length > 0 && <p className="survey-phone-off">占名额：{quotas.map(({ name }) => name).join('、')}</p>}
    </>
  )
}
