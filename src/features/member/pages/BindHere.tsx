import { useState } from 'react'
import { Empty } from '../../../client/parts/State'
import { BindSheet } from './BindSheet'
import { text } from './text'

/**
 * Stands where staff work while this phone belongs to nobody who works here: the code is typed in on the spot, so that
 * nobody has to look for the door on another page.
 */
export function BindHere({ title, hint, onBound }: { title: string; hint: string; onBound: () => void }) {
  const [binding, setBinding] = useState(false)
  return (
    <>
      <Empty title={title} hint={hint} action={text.toBind} onAction={() => setBinding(true)} />
      {binding && (
        <BindSheet
          onClose={() => setBinding(false)}
          onBound={() => {
            setBinding(false)
            onBound()
          }}
        />
      )}
    </>
  )
}
