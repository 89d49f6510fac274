import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { type Answered, call } from '../../../client/call'
import { withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { Icon } from '../../../client/parts/Icon'
import { Section } from '../../../client/parts/Page'
import { spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { clockText } from '../../../client/when'
import type { BeatPage } from '../contract'
import type { Topic, TopicOption } from '../rules'
import { text } from './text'

interface Props {
  page: BeatPage
  topic: Topic
  now: number
  onAnswer: (answer: Answered<BeatPage>) => void
}

/** One question, one choice. The others' answers show only after one's own, so that nobody is led. */
export function TopicCard({ page, topic, onAnswer }: Props) {
  const [sending, setSending] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const busy = useRef(false)
  const total = Object.values(page.tally ?? {}).reduce((sum, count) => sum + count, 0)

  async function choose(key: string) {
    if (busy.current) return
    busy.current = true
    haptic('light')
    setSending(key)
    try {
      const answer = await withConsent(() =>
        call('sop.choose', { beat: page.beat, choice: key, version: page.version }),
      )
      if (answer !== null) {
        onAnswer(answer)
        say(text.chosenToast, 'check')
      }
    } catch (error) {
      const failure = asFailure(error)
      if (failure.kind === 'offline') say(text.offline, 'offline')
      else say(failure.message)
    } finally {
      busy.current = false
      setSending(null)
    }
  }

  const done = page.tally !== null
  const early = page.when === 'next'
  return (
    <Section title={done ? text.topicDone : text.topic} aside={done ? text.topicCount(total) : null}>
      <View className="topic">
        <View className="topic__question">{topic.question}</View>
        <View {...(done ? {} : spoken('radiogroup', { label: topic.question }))}>
          {topic.options.map((option) =>
            page.tally ? (
              <ResultBar
                key={option.key}
                option={option}
                count={page.tally[option.key] ?? 0}
                total={total}
                mine={page.choice === option.key}
              />
            ) : (
              <Choice
                key={option.key}
                option={option}
                busy={sending === option.key}
                disabled={early || (sending !== null && sending !== option.key)}
                onChoose={() => void choose(option.key)}
              />
            ),
          )}
        </View>
        {!done && <View className="topic__hint">{early ? text.topicNext(clockText(page.from)) : text.topicHint}</View>}
      </View>
    </Section>
  )
}

interface ChoiceProps {
  option: TopicOption
  busy: boolean
  disabled: boolean
  onChoose: () => void
}

function Choice({ option, busy, disabled, onChoose }: ChoiceProps) {
  return (
    <View
      className={`choice${busy ? ' is-chosen' : ''}${disabled ? ' is-off' : ''}`}
      hoverClass={disabled || busy ? 'none' : 'choice--pressed'}
      onClick={disabled || busy ? undefined : onChoose}
      {...spoken('radio', { label: `${option.key}，${option.text}`, checked: busy, disabled })}
    >
      <View className="choice__key">{option.key}</View>
      <View className="grow">{option.text}</View>
      <View className="choice__dot">{busy && <Icon name="check" size="s" />}</View>
    </View>
  )
}

interface ResultProps {
  option: TopicOption
  count: number
  total: number
  mine: boolean
}

function ResultBar({ option, count, total, mine }: ResultProps) {
  const percent = total === 0 ? 0 : Math.round((count / total) * 100)
  return (
    <View className={`result${mine ? ' is-mine' : ''}`}>
      <View className="result__row">
        <View className="result__text">{`${option.key} ${option.text}`}</View>
        {mine && <View className="tag tag--jade">{text.chosen}</View>}
        <View className="result__share">{text.share(percent, count)}</View>
      </View>
      <View className="result__track">
        <View className="result__fill" style={{ width: `${percent}%` }} />
      </View>
    </View>
  )
}
