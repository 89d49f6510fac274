import { Image, Input, View } from '@tarojs/components'
import { useState } from 'react'
import { haptic } from '../../../client/haptic'
import { Icon } from '../../../client/parts/Icon'
import { Sheet } from '../../../client/parts/Sheet'
import { silent, spoken } from '../../../client/spoken'
import { say } from '../../../client/toast'
import { type Answer, type Option, OTHER, type Question } from '../model'
import { shownOptions } from '../shuffle'
import { checkText, surveyText } from '../text'
import { LONGEST_OTHER } from '../validation'
import { type Picked, picked, ranked } from './picking'
import { text } from './text'

export type Choosing = Extract<Question, { options: Option[] }>
interface Props {
  question: Choosing
  seed: string
  answer: Picked | null
  onAnswer: (answer: Answer) => void
}

const own: Option = { key: OTHER, text: text.other, picture: null, instead: null, alone: false, last: true }

function optionsOf(question: Choosing, seed: string): Option[] {
  return question.other ? [...shownOptions(question, seed), own] : shownOptions(question, seed)
}

/** Single, multi, picture and ranking: options as large rows or pictures. */
export function Choice({ question, seed, answer, onAnswer }: Props) {
  const options = optionsOf(question, seed)
  const on = answer?.options ?? []
  const many = question.type === 'multi' || question.type === 'picture'
  const ranking = question.type === 'ranking'

  function tap(key: string): void {
    haptic('light')
    const next = ranking ? ranked(answer, key) : picked(question, answer, key)
    if (next === 'full') say(checkText.atMost(many ? (question.max ?? 0) : 1))
    else onAnswer(next)
  }

  return (
    <View>
      <View
        className={question.type === 'picture' ? 'tiles' : 'options'}
        {...spoken(many || ranking ? 'group' : 'radiogroup', { label: question.title })}
      >
        {options.map((option) => (
          <OptionRow
            key={option.key}
            option={option}
            look={question.type === 'picture' ? 'tile' : 'row'}
            role={many || ranking ? 'checkbox' : 'radio'}
            on={on.includes(option.key)}
            place={ranking ? on.indexOf(option.key) + 1 : null}
            onTap={() => tap(option.key)}
          />
        ))}
      </View>
      {ranking && on.length > 0 && (
        <View
          className="link"
          onClick={() => onAnswer({ kind: 'picked', options: [], other: null })}
          {...spoken('button')}
        >
          {text.rankAgain}
        </View>
      )}
      {on.includes(OTHER) && <OwnWords answer={answer} onAnswer={onAnswer} />}
    </View>
  )
}

interface RowProps {
  option: Option
  look: 'row' | 'tile'
  role: 'radio' | 'checkbox'
  on: boolean
  /** Place in a ranking, 0 for none yet; null elsewhere. */
  place: number | null
  onTap: () => void
}

function OptionRow({ option, look, role, on, place, onTap }: RowProps) {
  const rank = place === null ? '' : place > 0 ? `，${text.ranked(place)}` : `，${text.unranked}`
  const instead = option.instead === null ? '' : surveyText.instead(option.instead)
  const label = `${option.text}${instead === '' ? '' : `，${instead}`}${rank}`
  return (
    <View
      className={`option option--${look}${on ? ' is-on' : ''}`}
      hoverClass="is-pressed"
      onClick={onTap}
      {...spoken(role, { label, checked: on })}
    >
      {look === 'tile' && option.picture !== null && (
        <Image className="option__picture" src={option.picture} mode="aspectFill" {...silent} />
      )}
      <View className="option__words">
        <View className="option__text">{option.text}</View>
        {instead !== '' && <View className="option__hint">{instead}</View>}
      </View>
      <View className={`option__mark option__mark--${role}`} {...silent}>
        {place === null ? on && <Icon name="check" size="s" /> : place > 0 && <View>{place}</View>}
      </View>
    </View>
  )
}

function OwnWords({ answer, onAnswer }: Pick<Props, 'answer' | 'onAnswer'>) {
  return (
    <View className="entry">
      <Input
        className="entry__field"
        placeholderClass="field__placeholder"
        placeholder={text.otherHint}
        maxlength={LONGEST_OTHER}
        value={answer?.other ?? ''}
        onInput={({ detail }) => answer && onAnswer({ ...answer, other: detail.value })}
        aria-label={text.otherHint}
      />
    </View>
  )
}

/** One line that opens all options from below. */
export function Dropdown(props: Props) {
  const { question, seed, answer, onAnswer } = props
  const [open, setOpen] = useState(false)
  const options = optionsOf(question, seed)
  const [key] = answer?.options ?? []
  const chosen = options.find((option) => option.key === key)
  return (
    <View>
      <View
        className={`option option--row${chosen ? ' is-on' : ''}`}
        hoverClass="is-pressed"
        onClick={() => setOpen(true)}
        {...spoken('button', { label: `${question.title}，${chosen?.text ?? text.choose}` })}
      >
        <View className="option__words">
          <View className={chosen ? 'option__text' : 'option__empty'}>{chosen?.text ?? text.choose}</View>
          {chosen?.instead && <View className="option__hint">{surveyText.instead(chosen.instead)}</View>}
        </View>
        <View className="dropdown__arrow" {...silent}>
          <Icon name="next" />
        </View>
      </View>
      {key === OTHER && <OwnWords answer={answer} onAnswer={onAnswer} />}
      {open && (
        <Sheet title={text.choose} onClose={() => setOpen(false)}>
          <View className="options" {...spoken('radiogroup', { label: question.title })}>
            {options.map((option) => (
              <OptionRow
                key={option.key}
                option={option}
                look="row"
                role="radio"
                on={option.key === key}
                place={null}
                onTap={() => {
                  const next = picked(question, answer, option.key)
                  if (next !== 'full') onAnswer(next)
                  haptic('light')
                  setOpen(false)
                }}
              />
            ))}
          </View>
        </Sheet>
      )}
    </View>
  )
}
