import { Image, Textarea, View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Icon } from '../../../client/parts/Icon'
import { Section } from '../../../client/parts/Page'
import { spoken } from '../../../client/spoken'
import type { MineView } from '../contract'
import { MAX_PHOTOS, MAX_TEXT } from '../rules'
import { text } from './text'
import { type Sending, type Slot, useDraft } from './useDraft'

interface Props {
  view: MineView
  busy: boolean
  onPublish: (sending: () => Promise<Sending | null>) => void
  /** Only when a post is written anew. */
  onLeave?: () => void
}

/** Words and up to three pictures of today. */
export function Compose({ view, busy, onPublish, onLeave }: Props) {
  const draft = useDraft(onLeave ? view.post : null)
  const { words, slots, progress } = draft
  return (
    <Section title={onLeave ? text.editTitle : text.composeTitle} aside={text.count([...words].length, MAX_TEXT)} tight>
      <View className="compose">
        <Textarea
          className="compose__words"
          placeholderClass="field__placeholder"
          placeholder={text.placeholder}
          maxlength={MAX_TEXT}
          value={words}
          onInput={({ detail }) => draft.setWords(detail.value)}
          aria-label={text.composeTitle}
        />
        <View className="compose__photos">
          {slots.map((slot, i) => (
            <PhotoSlot key={slot.show} slot={slot} place={i + 1} onDrop={() => draft.drop(i)} />
          ))}
          {slots.length < MAX_PHOTOS && (
            <View className="compose__add" onClick={draft.add} {...spoken('button', { label: text.addPhoto })}>
              <Icon name="image" size="l" />
              <View>{text.addPhoto}</View>
            </View>
          )}
        </View>
      </View>
      {slots.length > 0 && (
        <View
          className="compose__share"
          onClick={() => draft.setShare(!draft.share)}
          {...spoken('checkbox', { label: `${text.share}，${text.shareHint}`, checked: draft.share })}
        >
          <View className={`compose__tick${draft.share ? ' compose__tick--on' : ''}`}>
            {draft.share && <Icon name="check" size="xs" />}
          </View>
          <View className="grow">
            <View>{text.share}</View>
            <View className="caption">{text.shareHint}</View>
          </View>
        </View>
      )}
      <View className="caption compose__hint">
        {text.checkHint}
        {view.points > 0 && text.pointsHint(view.points)}
      </View>
      <View className="compose__act">
        {onLeave && (
          <Button look="ghost" size="lg" onPress={onLeave}>
            {text.keepOld}
          </Button>
        )}
        <Button
          look={draft.empty ? 'off' : 'primary'}
          size="lg"
          grow
          busy={busy}
          onPress={() => onPublish(() => draft.ready(view.today, view.uploadTo))}
        >
          {progress ? text.uploading(progress.place, progress.all) : busy ? text.publishing : text.publish}
        </Button>
      </View>
    </Section>
  )
}

function PhotoSlot({ slot, place, onDrop }: { slot: Slot; place: number; onDrop: () => void }) {
  return (
    <View className="compose__photo">
      <Image
        className="compose__image"
        src={slot.show}
        mode="aspectFill"
        {...spoken('img', { label: text.photo(place) })}
      />
      <View className="compose__drop" onClick={onDrop} {...spoken('button', { label: text.dropPhoto(place) })}>
        <Icon name="close" size="s" />
      </View>
    </View>
  )
}
