import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { NavBar } from '../../../../client/parts/NavBar'
import { Toast } from '../../../../client/parts/Toast'
import { spoken } from '../../../../client/spoken'
import { text } from './text'

/** An open ring: it may be used; a full disc with a tick: it was; an octagon with a cross: it may not be. */
export type VerdictKind = 'ready' | 'done' | 'no'

/** The upper half of the screen in one colour, to be read from across the counter; below it what staff need to know. */
export function Verdict({
  kind,
  lead,
  onBack,
  children,
}: {
  kind: VerdictKind
  lead: string
  onBack: () => void
  children: ReactNode
}) {
  const head = kind === 'ready' ? text.ready : kind === 'done' ? text.done : text.no
  return (
    <View className="screen">
      <View className={`verdict verdict--${kind}`}>
        <NavBar title={text.title} onBack={onBack} />
        <View className="verdict__sign">
          <View className="verdict__shape">
            <View className="verdict__core">
              {kind !== 'ready' && <View className={`icon icon--${kind === 'done' ? 'check' : 'close'}`} />}
            </View>
          </View>
        </View>
        <View {...spoken(kind === 'no' ? 'alert' : 'status', { label: `${head}，${lead}` })}>
          <View className="verdict__head">{head}</View>
          <View className="verdict__lead">{lead}</View>
        </View>
      </View>
      {children}
      <Toast />
    </View>
  )
}
