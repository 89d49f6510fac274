import { View } from '@tarojs/components'
import { haptic } from '../../../client/haptic'
import { spoken } from '../../../client/spoken'
import type { Answer, Question } from '../model'

interface Props {
  question: Extract<Question, { type: 'matrix' }>
  cells: readonly { row: string; column: string }[]
  onAnswer: (answer: Answer) => void
}

/** Each row with its columns below it: a table of tiny circles is nothing for a thumb. */
export function Matrix({ question, cells, onAnswer }: Props) {
  function tap(row: string, column: string): void {
    haptic('light')
    const others = cells.filter((cell) => cell.row !== row)
    const again = cells.some((cell) => cell.row === row && cell.column === column)
    // In the order of the rows: the same choices are the same answer.
    const next = again && !question.required ? others : [...others, { row, column }]
    const sorted = question.rows.flatMap(({ key }) => next.filter((cell) => cell.row === key))
    onAnswer({ kind: 'cells', cells: sorted })
  }
  return (
    <View className="matrix">
      {question.rows.map((row) => (
        <View key={row.key} className="matrix__row">
          <View className="matrix__title">{row.text}</View>
          <View className="matrix__columns" {...spoken('radiogroup', { label: row.text })}>
            {question.columns.map((column) => {
              const on = cells.some((cell) => cell.row === row.key && cell.column === column.key)
              return (
                <View
                  key={column.key}
                  className={`pick${on ? ' is-on' : ''}`}
                  hoverClass="is-pressed"
                  onClick={() => tap(row.key, column.key)}
                  {...spoken('radio', { label: `${row.text}，${column.text}`, checked: on })}
                >
                  {column.text}
                </View>
              )
            })}
          </View>
        </View>
      ))}
    </View>
  )
}
