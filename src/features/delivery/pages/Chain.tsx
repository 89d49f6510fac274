import { View } from '@tarojs/components'
import { spoken } from '../../../client/spoken'
import type { QueueItem } from '../contract'
import { chainOf, type Step } from './queueOrder'
import { text } from './text'

/** How far a message has come, and who says so: filled by WeChat or members, ringed by the owner's word. */
export function Chain({ item }: { item: QueueItem }) {
  const steps = chainOf(item)
  return (
    <View className="chain" {...spoken('img', { label: steps.map(words).join('，') })}>
      {steps.map((step) => (
        <View key={step.name} className={`chain__step chain__step--${step.by}`}>
          <View className="chain__dot" />
          <View className="chain__name">{text.steps[step.name]}</View>
          <View className="chain__count">{under(step)}</View>
        </View>
      ))}
    </View>
  )
}

function under({ by, count }: Step): string {
  if (count !== null) return text.people(count)
  return by === 'self' ? text.stepSelf : by === 'unknown' ? text.stepUnknown : ''
}

function words(step: Step): string {
  const note = under(step)
  return `${text.steps[step.name]}${step.by === 'open' ? text.stepOpen : note === '' ? text.stepDone : note}`
}
