import { View } from '@tarojs/components'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import { findQuestion } from '../branching'
import type { Answer, Question } from '../model'
import { piped } from '../piping'
import { Choice, Dropdown } from './Choice'
import { DayPick } from './DayPick'
import type { Draft } from './draft'
import { Matrix } from './Matrix'
import { Photos } from './Photos'
import { Scale } from './Scale'
import { text } from './text'
import type { Pictures } from './usePictures'
import { Amount, Words } from './Words'

interface Props {
  draft: Draft
  question: Question
  /** Below a scale on the same screen: smaller. */
  below: boolean
  problem: string | null
  pictures: Pictures
  onAnswer: (answer: Answer | null) => void
}

/** One question with its way to answer. */
export function Ask({ draft, question, below, problem, pictures, onAnswer }: Props) {
  const { open, answers } = draft
  const shown = {
    ...question,
    title: piped(question.title, open, answers),
    help: piped(question.help, open, answers),
  }
  const hint = hintOf(shown)
  return (
    <View className={`ask${below ? ' ask--below' : ''}`}>
      <View className="ask__title" {...spoken('heading', { level: below ? 3 : 2 })}>
        {shown.title}
        {!question.required && question.type !== 'consent' && <View className="ask__optional">{text.optional}</View>}
      </View>
      {hint !== '' && <View className="ask__hint">{hint}</View>}
      <View className="ask__body">
        <Control draft={draft} question={shown} pictures={pictures} onAnswer={onAnswer} />
      </View>
      {problem !== null && (
        <View className="ask__problem" {...spoken('alert')}>
          <Icon name="warn" size="s" />
          <View className="grow">{problem}</View>
        </View>
      )}
    </View>
  )
}

/** The operator's own words, else what the kind of question asks for; and its bounds. */
function hintOf(question: Question): string {
  const kinds: Partial<Record<Question['type'], string>> = text.hints
  const own = question.help !== '' ? question.help : (kinds[question.type] ?? '')
  const many = question.type === 'multi' || question.type === 'picture'
  const range = many ? text.pickRange(question.min, question.max) : ''
  return [own.replace(/[。，]$/, ''), range].filter(Boolean).join('，')
}

function Control({ draft, question, pictures, onAnswer }: Pick<Props, 'draft' | 'question' | 'pictures' | 'onAnswer'>) {
  const given = draft.answers.find((each) => each.question === question.key)?.answer ?? null
  const { seed } = draft.open
  const chosen = given?.kind === 'picked' ? given : null
  switch (question.type) {
    case 'dropdown':
      return <Dropdown question={question} seed={seed} answer={chosen} onAnswer={onAnswer} />
    case 'single':
    case 'multi':
    case 'picture':
    case 'ranking':
      return <Choice question={question} seed={seed} answer={chosen} onAnswer={onAnswer} />
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating': {
      const value = given?.kind === 'number' ? given.number : null
      const again = (number: number) => number === value && !question.required
      return (
        <Scale
          question={question}
          value={value}
          onPick={(number) => onAnswer(again(number) ? null : { kind: 'number', number })}
        />
      )
    }
    case 'text':
      return <Words question={question} value={given?.kind === 'text' ? given.text : ''} onAnswer={onAnswer} />
    case 'number':
      return <Amount question={question} value={given?.kind === 'number' ? given.number : null} onAnswer={onAnswer} />
    case 'date':
      return (
        <DayPick
          question={question}
          value={given?.kind === 'day' ? given.day : null}
          onPick={(day) => onAnswer(day === null ? null : { kind: 'day', day })}
        />
      )
    case 'image':
      return (
        <Photos
          question={question}
          files={given?.kind === 'files' ? given.files : []}
          addresses={draft.pictures}
          pictures={pictures}
        />
      )
    case 'matrix':
      return <Matrix question={question} cells={given?.kind === 'cells' ? given.cells : []} onAnswer={onAnswer} />
    case 'consent': {
      const agreed = given?.kind === 'agreed' && given.agreed
      return (
        <View
          className={`option option--row option--consent${agreed ? ' is-on' : ''}`}
          hoverClass="is-pressed"
          onClick={() => onAnswer(agreed ? null : { kind: 'agreed', agreed: true })}
          {...spoken('checkbox', { label: question.statement, checked: agreed })}
        >
          <View className="option__words">
            <View className="option__text">{question.statement}</View>
          </View>
          <View className="option__mark option__mark--checkbox">{agreed && <Icon name="check" size="s" />}</View>
        </View>
      )
    }
  }
}

/** Questions of a screen as they are asked. */
export function questionsIn(draft: Draft, keys: readonly string[]): Question[] {
  return keys.flatMap((key) => findQuestion(draft.open, key) ?? [])
}
