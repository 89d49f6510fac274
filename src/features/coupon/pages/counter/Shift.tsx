import { View } from '@tarojs/components'
import type { Asked } from '../../../../client/answer'
import { Button } from '../../../../client/parts/Button'
import { StaleNotice } from '../../../../client/parts/Notice'
import { Section } from '../../../../client/parts/Page'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { clockText } from '../../../../client/when'
import type { ShiftView } from '../../contract'
import { yuan } from '../../worth'
import { text } from './text'

export type ShiftLine = ShiftView['lines'][number]

/** What this shop redeemed today, newest first, and the way back for what is younger than ten minutes. */
export function Shift({
  shift,
  busy,
  onUndo,
}: {
  shift: Asked<ShiftView>
  busy: boolean
  onUndo: (line: ShiftLine) => void
}) {
  if (shift.answer === null) {
    if (shift.failure === null) return null
    return (
      <Section title={text.today}>
        <LoadFailure title={text.failed} failure={shift.failure} onAgain={() => void shift.again()} />
      </Section>
    )
  }
  const { used, offCents, lines } = shift.answer.data
  return (
    <Section title={text.today}>
      <StaleNotice asked={shift} />
      <View className="totals">
        <Total figure={String(used)} name={text.used} />
        <Total figure={yuan(offCents)} name={text.off} />
      </View>
      {lines.length === 0 && <Empty title={text.none} hint={text.noneHint} />}
      {lines.map((line) => (
        <View key={line.redemption} className="ledger-row">
          <View className="grow">
            <View className="ledger-row__reason">{line.title}</View>
            <View className="ledger-row__when">{text.line(clockText(line.at), line.memberName)}</View>
          </View>
          {line.undone && <View className="tag">{text.wasUndone}</View>}
          {line.canUndo && (
            <Button look="ghost" size="sm" busy={busy} onPress={() => onUndo(line)}>
              {text.undoLine}
            </Button>
          )}
        </View>
      ))}
    </Section>
  )
}

function Total({ figure, name }: { figure: string; name: string }) {
  return (
    <View className="totals__cell">
      <View className="totals__figure">{figure}</View>
      <View className="totals__name">{name}</View>
    </View>
  )
}
