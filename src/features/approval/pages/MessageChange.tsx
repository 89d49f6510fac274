import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../client/parts/Button'
import { Sheet } from '../../../client/parts/Sheet'
import { textChange } from '../../../kernel/textChange'
import type { ChangedMessage } from '../contract'
import { Preview } from './Preview'
import { text } from './text'

const LOOK = { added: 'jade', removed: 'amber', changed: 'coral' } as const

/** One message of a version: what becomes of it, field by field, and how it would look. */
export function MessageChange({ message }: { message: ChangedMessage }) {
  const [looking, setLooking] = useState(false)
  const { column, change, when, fields } = message
  return (
    <View className="change">
      <View className="change__head">
        <View className="change__name">{column}</View>
        <View className={`tag tag--${LOOK[change]}`}>{text.kinds[change]}</View>
      </View>
      {when !== '' && <View className="case__line">{when}</View>}
      {change === 'removed' && <View className="change__note">{text.removed}</View>}
      {change === 'changed' && <FieldLines fields={fields} />}
      {message.message !== null &&
        (change === 'added' ? (
          <Preview message={message.message} />
        ) : (
          <View className="change__look">
            <Button look="tonal" size="sm" onPress={() => setLooking(true)}>
              {text.look}
            </Button>
          </View>
        ))}
      {looking && message.message !== null && (
        <Sheet title={text.lookTitle(column)} onClose={() => setLooking(false)}>
          <Preview message={message.message} />
          <View className="sheet__act">
            <Button look="ghost" size="lg" grow onPress={() => setLooking(false)}>
              {text.close}
            </Button>
          </View>
        </Sheet>
      )}
    </View>
  )
}

/** Each field with what was and what would be: the difference alone of long texts, told by words and marks, not by colour alone. */
export function FieldLines({ fields }: { fields: ChangedMessage['fields'] }) {
  return (
    <>
      {fields.map(({ field, before, after }) => {
        const { head, before: was, after: is, tail } = textChange(before, after)
        return (
          <View key={field} className="field-change">
            <View className="field-change__name">{field}</View>
            <View className="field-change__line">
              <View className="field-change__side">{text.before}</View>
              <View className="grow">
                {before === '' ? (
                  <View className="field-change__none">{text.empty}</View>
                ) : (
                  <View>
                    {head}
                    {was !== '' && <View className="field-change__was">{was}</View>}
                    {tail}
                  </View>
                )}
              </View>
            </View>
            <View className="field-change__line">
              <View className="field-change__side">{text.after}</View>
              <View className="grow">
                {after === '' ? (
                  <View className="field-change__none">{text.empty}</View>
                ) : (
                  <View>
                    {head}
                    {is !== '' && <View className="field-change__is">{is}</View>}
                    {tail}
                  </View>
                )}
              </View>
            </View>
          </View>
        )
      })}
    </>
  )
}
