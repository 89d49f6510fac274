import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../client/parts/Button'
import { Section } from '../../../../client/parts/Page'
import { text } from './text'
import type { Counter } from './useCounter'

/** A browser has no camera for us: there the code is typed, as it is on a phone when the scan fails. */
const HAS_CAMERA = process.env.TARO_ENV === 'weapp'

export function ScanPad({ counter }: { counter: Counter }) {
  const [code, setCode] = useState('')
  return (
    <Section tight>
      {HAS_CAMERA && (
        <Button look="primary" size="lg" block icon="scan" busy={counter.busy} onPress={counter.scan}>
          {text.scan}
        </Button>
      )}
      <View className="lead counter__hint">{text.scanHint}</View>
      <View className="card counter__type">
        <View className="lead">{text.orType}</View>
        <Input
          className="field counter__field"
          maxlength={40}
          placeholder={text.codeField}
          placeholderClass="field__placeholder"
          value={code}
          onInput={({ detail }) => setCode(detail.value.toUpperCase())}
          aria-label={text.codeField}
        />
        {counter.trouble && <View className="consent__trouble">{counter.trouble}</View>}
        <View className="counter__check">
          <Button
            look={HAS_CAMERA ? 'tonal' : 'primary'}
            size="lg"
            block
            busy={counter.busy}
            onPress={() => counter.check(code)}
          >
            {counter.busy ? text.checking : text.check}
          </Button>
        </View>
      </View>
    </Section>
  )
}
