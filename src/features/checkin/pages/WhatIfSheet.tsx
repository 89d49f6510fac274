import { View } from '@tarojs/components'
import { Bar } from '../../../client/parts/Bar'
import { Ring } from '../../../client/parts/Beat'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import type { ScoreView } from '../contract'
import { text } from './text'

/** What a missed day means: calm, and beginning with what stays. */
export function WhatIfSheet({ score, onClose }: { score: ScoreView; onClose: () => void }) {
  const { streak, doneToday, shield, cards, dayStart } = score
  // An answer that an older version kept on the phone knows nothing of protection and cards.
  const shielded = (shield?.left ?? 0) > 0 && streak > 0
  const repairs = cards !== undefined && cards.repairsLeft > 0 && cards.windowDays > 0
  const rows = [
    { icon: 'check', look: 'jade', title: text.keepTitle, text: text.keepText },
    shielded
      ? ({ icon: 'check', look: 'jade', title: text.shieldTitle(shield.left), text: text.shieldText } as const)
      : ({
          icon: 'again',
          look: 'plain',
          title: text.restartTitle,
          text: repairs ? text.repairText(cards.windowDays) : text.restartText,
        } as const),
    { icon: 'info', look: 'plain', title: text.dayTitle(dayStart ?? 0), text: text.dayText },
  ] as const
  return (
    <Sheet title={text.whatIf} onClose={onClose}>
      <View className="sheet__lead">{doneToday ? text.whatIfDone(streak) : text.whatIfOpen(streak)}</View>
      <Bar beats={example(streak, doneToday, shielded)} />
      <View className="earn-rows">
        {rows.map((row) => (
          <View key={row.title} className="earn">
            <Ring icon={row.icon} look={row.look} />
            <View className="grow">
              <View className="earn__title">{row.title}</View>
              <View className="earn__text">{row.text}</View>
            </View>
          </View>
        ))}
      </View>
      <Button look="ghost" size="lg" block onPress={onClose}>
        {text.understood}
      </Button>
    </Sheet>
  )
}

/** The days up to today, one that is missed, and the one after it. */
function example(streak: number, doneToday: boolean, shielded: boolean) {
  const past = Math.min(doneToday ? streak - 1 : streak, 2)
  const first = (doneToday ? streak : streak + 1) - past
  return [
    ...Array.from({ length: past }, (_, i) => ({ label: `第 ${first + i} 天`, kind: 'done' as const })),
    { label: '今天', kind: doneToday ? ('done' as const) : ('now' as const) },
    { label: '漏了', kind: shielded ? ('shielded' as const) : ('miss' as const) },
    { label: `第 ${shielded ? first + past + 1 : 1} 天`, kind: 'next' as const },
  ]
}
