import { View } from '@tarojs/components'
import { spoken } from '../spoken'
import { Icon, type IconName } from './Icon'

interface Props {
  icon: IconName
  title: string
  hint?: string
  /** How it stands, at the right. */
  end?: string
  onPress?: () => void
}

/** A row of a list: what it is, how it stands, and the way there. */
export function Entry({ icon, title, hint, end, onPress }: Props) {
  const label = [title, hint, end].filter(Boolean).join('，')
  return (
    <View
      className="list__row"
      hoverClass={onPress ? 'is-pressed' : 'none'}
      onClick={onPress}
      {...(onPress ? spoken('button', { label }) : {})}
    >
      <View className="list__icon">
        <Icon name={icon} size="m" />
      </View>
      <View className="grow">
        <View className="list__title">{title}</View>
        {hint !== undefined && <View className="list__hint">{hint}</View>}
      </View>
      {end !== undefined && <View className="list__end">{end}</View>}
      {onPress && (
        <View className="list__end">
          <Icon name="next" size="s" />
        </View>
      )}
    </View>
  )
}

/** One of a few, each a row; the chosen one carries the tick. */
export function Choices<T extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string
  options: readonly { value: T; title: string; hint?: string }[]
  chosen: T
  onChoose: (value: T) => void
}) {
  return (
    <View {...spoken('radiogroup', { label })}>
      {options.map(({ value, title, hint }) => (
        <View
          key={value}
          className="list__row"
          hoverClass="is-pressed"
          onClick={() => onChoose(value)}
          {...spoken('radio', { label: hint ? `${title}，${hint}` : title, checked: value === chosen })}
        >
          <View className="grow">
            <View className="list__title">{title}</View>
            {hint && <View className="list__hint">{hint}</View>}
          </View>
          {value === chosen && (
            <View className="list__chosen">
              <Icon name="check" size="m" />
            </View>
          )}
        </View>
      ))}
    </View>
  )
}
