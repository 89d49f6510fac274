import { useState } from 'react'
import { chooseTextSize, chooseTheme, TEXT_SIZES, THEMES, useTextSize, useTheme } from '../../../client/appearance'
import { Choices, Entry } from '../../../client/parts/Entry'
import { Sheet } from '../../../client/parts/Sheet'
import { text } from './text'

/** Light or dark, and how large the words are; both stay on this phone. */
export function LookEntries() {
  const theme = useTheme()
  const size = useTextSize()
  const [choosing, setChoosing] = useState<'theme' | 'size' | null>(null)
  const close = () => setChoosing(null)
  return (
    <>
      <Entry icon="moon" title={text.theme} end={text.themes[theme]} onPress={() => setChoosing('theme')} />
      <Entry icon="letter" title={text.size} end={text.sizes[size]} onPress={() => setChoosing('size')} />
      {choosing === 'theme' && (
        <Sheet title={text.theme} onClose={close}>
          <Choices
            label={text.theme}
            options={THEMES.map((value) => ({ value, title: text.themes[value] }))}
            chosen={theme}
            onChoose={(next) => {
              chooseTheme(next)
              close()
            }}
          />
        </Sheet>
      )}
      {choosing === 'size' && (
        <Sheet title={text.size} onClose={close}>
          {/* It stays open: the words behind and in it change as one chooses. */}
          <Choices
            label={text.size}
            options={TEXT_SIZES.map((value) => ({ value, title: text.sizes[value] }))}
            chosen={size}
            onChoose={chooseTextSize}
          />
        </Sheet>
      )}
    </>
  )
}
