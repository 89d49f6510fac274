import { View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Section } from '../../../client/parts/Page'
import { Toggle } from '../../../client/parts/Stepper'
import { say } from '../../../client/toast'
import type { Switch } from '../contract'
import { text } from './text'
import { useReminders } from './useReminders'
import './Reminders.scss'

/** On the member's own page: what they can be told, what is left of each consent. Not there while the brand sends nothing. */
export function Reminders() {
  const { asked, switches, busy, allow, turn } = useReminders()
  if (asked.answer === null && asked.failure) {
    return (
      <Section title={text.title}>
        <View className="list list--quiet">
          <View className="caption">{text.failed}</View>
          <Button look="text" onPress={() => void asked.again()}>
            {text.again}
          </Button>
        </View>
      </Section>
    )
  }
  if (switches.length === 0) return null

  async function allowOne(one: Switch): Promise<void> {
    const left = await allow(one)
    if (left) say(text.allowed(left), 'check')
  }
  return (
    <Section title={text.title} aside={text.aside}>
      <View className="list">
        {switches.map((one) => (
          <View key={one.kind} className="list__row remind">
            <View className="grow">
              <View className="list__title">{one.name}</View>
              <View className="list__hint">{one.when}</View>
              <View className="remind__foot">
                <View className={`remind__left${one.on && one.credits > 0 ? ' remind__left--some' : ''}`}>
                  {one.on ? text.left(one.credits) : text.isOff}
                </View>
                {one.on && (
                  <Button look="tonal" size="sm" busy={busy === one.kind} onPress={() => void allowOne(one)}>
                    {one.credits > 0 ? text.allowMore : text.allow}
                  </Button>
                )}
              </View>
            </View>
            <Toggle
              on={one.on}
              label={`${one.name}，${one.on ? text.on : text.off}`}
              onTurn={() => void turn(one.kind, !one.on)}
            />
          </View>
        ))}
      </View>
      <View className="caption me__note">{text.hint}</View>
    </Section>
  )
}
