import { View } from '@tarojs/components'
import { spoken } from '../spoken'
import { Beat, type BeatKind, beatWords } from './Beat'

/** A few beats in a row on one staff: an example, or the steps of a queue. */
export function Bar({ beats }: { beats: readonly { label: string; kind: BeatKind }[] }) {
  return (
    <View className="bar" {...spoken('list')}>
      <View className="bar__staff" />
      {beats.map(({ label, kind }) => (
        <View
          key={label}
          className={`bar__beat bar__beat--${kind}`}
          {...spoken('listitem', { label: `${label}，${beatWords[kind]}` })}
        >
          <View className="bar__mark">
            <Beat kind={kind} />
          </View>
          <View>{label}</View>
        </View>
      ))}
    </View>
  )
}
