import { View } from '@tarojs/components'
import { spoken } from '../spoken'

interface Props {
  /** What is counted, for people who listen. */
  name: string
  /** The value in words. */
  value: string
  less: (() => void) | null
  more: (() => void) | null
}

/** One value between two buttons; at an end the button is grey, and the page says why beside it. */
export function Stepper({ name, value, less, more }: Props) {
  return (
    <View className="stepper" {...spoken('group', { label: `${name}，${value}` })}>
      <Step sign="−" label={`${name}，减少`} press={less} />
      <View className="stepper__value">{value}</View>
      <Step sign="+" label={`${name}，增加`} press={more} />
    </View>
  )
}

function Step({ sign, label, press }: { sign: string; label: string; press: (() => void) | null }) {
  return (
    <View
      className={`stepper__step${press ? '' : ' is-off'}`}
      hoverClass={press ? 'is-pressed' : 'none'}
      onClick={press ?? undefined}
      {...spoken('button', { label, disabled: press === null })}
    >
      {sign}
    </View>
  )
}

export function Toggle({ on, label, onTurn }: { on: boolean; label: string; onTurn: () => void }) {
  return (
    <View className={`toggle${on ? ' toggle--on' : ''}`} onClick={onTurn} {...spoken('button', { label })}>
      <View className="toggle__knob" />
    </View>
  )
}
