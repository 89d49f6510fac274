import { Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { spoken } from '../../../client/spoken'
import { text } from './text'

interface Props {
  title: string
  lead: string
  /** Taps that write the sentence; it can be changed before it is said. */
  reasons: readonly string[]
  act: string
  stay: string
  busy: boolean
  trouble: string | null
  onSay: (reason: string) => void
  onClose: () => void
}

/** A no with its reason: nothing is sent back without one. */
export function ReasonSheet({ title, lead, reasons, act, stay, busy, trouble, onSay, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="sheet__lead">{lead}</View>
      <View className="reasons">
        {reasons.map((one) => (
          <View
            key={one}
            className={`reasons__one${reason === one ? ' is-on' : ''}`}
            hoverClass="is-pressed"
            onClick={() => setReason(one)}
            {...spoken('radio', { label: one, checked: reason === one })}
          >
            {one}
          </View>
        ))}
      </View>
      <Textarea
        className="field reasons__field"
        maxlength={100}
        placeholder={text.reasonField}
        placeholderClass="field__placeholder"
        value={reason}
        onInput={({ detail }) => setReason(detail.value)}
        aria-label={text.reasonField}
      />
      {(trouble ?? (missing && reason.trim() === '' ? text.reasonMissing : null)) && (
        <View className="consent__trouble">{trouble ?? text.reasonMissing}</View>
      )}
      <View className="sheet__act">
        <Button look="ghost" size="lg" grow onPress={onClose}>
          {stay}
        </Button>
        <Button
          look="tonal"
          size="lg"
          grow
          busy={busy}
          onPress={() => (reason.trim() === '' ? setMissing(true) : onSay(reason.trim()))}
        >
          {busy ? text.approving : act}
        </Button>
      </View>
    </Sheet>
  )
}
