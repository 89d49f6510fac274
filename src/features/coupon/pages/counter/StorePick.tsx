import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../client/parts/Button'
import { Section } from '../../../../client/parts/Page'
import { spoken } from '../../../../client/spoken'
import { text } from './text'

/** Which shop this phone stands in. Headquarters, who belong to no shop, write its name. */
export function StorePick({ stores, onPick }: { stores: readonly string[]; onPick: (store: string) => void }) {
  const [name, setName] = useState('')
  const [trouble, setTrouble] = useState(false)
  return (
    <Section title={text.pickTitle}>
      <View className="lead">{text.pickLead}</View>
      {stores.length > 0 ? (
        <View className="list counter__stores">
          {stores.map((store) => (
            <View
              key={store}
              className="list__row"
              hoverClass="is-pressed"
              onClick={() => onPick(store)}
              {...spoken('button', { label: store })}
            >
              <View className="grow list__title">{store}</View>
              <View className="icon icon--next icon--s" />
            </View>
          ))}
        </View>
      ) : (
        <>
          <Input
            className="field counter__field"
            maxlength={40}
            placeholder={text.storeField}
            placeholderClass="field__placeholder"
            value={name}
            onInput={({ detail }) => {
              setName(detail.value)
              setTrouble(false)
            }}
            aria-label={text.storeName}
          />
          {trouble && <View className="consent__trouble">{text.storeEmpty}</View>}
          <View className="counter__next">
            <Button
              look="primary"
              size="lg"
              block
              onPress={() => (name.trim() === '' ? setTrouble(true) : onPick(name.trim()))}
            >
              {text.start}
            </Button>
          </View>
        </>
      )}
    </Section>
  )
}
