import { View } from '@tarojs/components'
import { silent, spoken } from '../spoken'
import { figure } from '../when'

/** A number that rolls from its old value to the new one: only the digits that changed move. */
export function Rolling({ from, to }: { from: number; to: number }) {
  const now = figure(to)
  const before = figure(from).padStart(now.length, ' ').slice(-now.length)
  return (
    <View className="roll" {...spoken('img', { label: now })}>
      {[...now].map((digit, place) => (
        <View
          // biome-ignore lint/suspicious/noArrayIndexKey: a digit is known by its place and by what it says; one that changed moves
          key={`${place}${digit}`}
          className={`roll__digit${before[place] === digit ? '' : ' roll__digit--moved'}`}
          {...silent}
        >
          {digit}
        </View>
      ))}
    </View>
  )
}
