import { Input, Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer, Question } from '../model'
import { checkText } from '../text'
import { LONGEST_TEXT } from '../validation'
import { text } from './text'

/** Words of one's own, on one line or several. */
export function Words({
  question,
  value,
  onAnswer,
}: {
  question: Extract<Question, { type: 'text' }>
  value: string
  onAnswer: (answer: Answer) => void
}) {
  const most = Math.min(question.max, LONGEST_TEXT)
  const field = {
    placeholderClass: 'field__placeholder',
    placeholder: question.hint,
    maxlength: most,
    value,
    onInput: ({ detail }: { detail: { value: string } }) => onAnswer({ kind: 'text', text: detail.value }),
    'aria-label': question.title,
  }
  return (
    <View className="entry">
      {question.lines === 1 ? (
        <Input className="entry__field" {...field} />
      ) : (
        <Textarea className="entry__area" {...field} />
      )}
      {question.lines > 1 && <View className="entry__count">{text.count([...value].length, most)}</View>}
    </View>
  )
}

/** A number; what is no number yet stays in the field and is no answer. */
export function Amount({
  question,
  value,
  onAnswer,
}: {
  question: Extract<Question, { type: 'number' }>
  value: number | null
  onAnswer: (answer: Answer | null) => void
}) {
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  return (
    <>
      <View className="entry entry--line">
        <Input
          className="entry__field"
          // The keyboards for numbers have no minus.
          type={question.min === null || question.min < 0 ? 'text' : question.decimals === 0 ? 'number' : 'digit'}
          placeholderClass="field__placeholder"
          placeholder={text.number}
          maxlength={16}
          value={typed}
          onInput={({ detail }) => {
            setTyped(detail.value)
            const words = detail.value.trim()
            // NaN does not survive the phone's storage: words that are no number are refused as no answer.
            const number = /^-?\d*\.?\d+$|^-?\d+\.$/.test(words) ? Number(words) : null
            onAnswer(number === null ? null : { kind: 'number', number })
          }}
          aria-label={question.title}
        />
        {question.unit !== '' && <View className="entry__unit">{question.unit}</View>}
      </View>
      {typed.trim() !== '' && value === null && <View className="ask__problem">{checkText.notANumber}</View>}
    </>
  )
}
