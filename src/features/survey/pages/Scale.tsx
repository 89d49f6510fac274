import { View } from '@tarojs/components'
import { haptic } from '../../../client/haptic'
import { spoken } from '../../../client/spoken'
import { type Question, scaleOf } from '../model'
import { text } from './text'

interface Props {
  question: Extract<Question, { low: string }>
  value: number | null
  onPick: (value: number) => void
}

/** Every number of a scale as a circle; those of a rating are filled up to the one that was picked. */
export function Scale({ question, value, onPick }: Props) {
  const { least, most } = scaleOf(question) ?? { least: 1, most: 5 }
  const numbers = Array.from({ length: most - least + 1 }, (_, i) => least + i)
  return (
    <View>
      <View
        className={`scale scale--${columnsOf(numbers.length)}`}
        {...spoken('radiogroup', { label: question.title })}
      >
        {numbers.map((number) => (
          <View
            key={number}
            className={`scale__cell${question.type === 'rating' && value !== null && number < value ? ' is-below' : ''}`}
          >
            <View
              className={`scale__dot${number === value ? ' is-on' : ''}`}
              hoverClass="is-pressed"
              onClick={() => {
                haptic('light')
                onPick(number)
              }}
              {...spoken('radio', { label: labelOf(question, number, least, most), checked: number === value })}
            >
              {number}
            </View>
          </View>
        ))}
      </View>
      {(question.low !== '' || question.high !== '') && (
        <View className="scale__ends">
          <View>{question.low !== '' && `${least} ${question.low}`}</View>
          <View>{question.high !== '' && `${most} ${question.high}`}</View>
        </View>
      )}
    </View>
  )
}

/** Circles in a row: 0 to 10 stands in two rows of six, as drawn. */
function columnsOf(count: number): number {
  return count <= 7 ? Math.max(count, 5) : count <= 8 ? 4 : count <= 10 ? 5 : 6
}

function labelOf({ low, high }: Props['question'], number: number, least: number, most: number): string {
  const end = number === least ? low : number === most ? high : ''
  return end === '' ? text.scale(number) : `${text.scale(number)}，${end}`
}
