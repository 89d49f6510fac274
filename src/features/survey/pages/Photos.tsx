import { Image, View } from '@tarojs/components'
import { Icon } from '../../../client/parts/Icon'
import { spoken } from '../../../client/spoken'
import type { Question } from '../model'
import { text } from './text'
import type { Pictures } from './usePictures'

interface Props {
  question: Extract<Question, { type: 'image' }>
  files: readonly string[]
  addresses: readonly { file: string; url: string }[]
  pictures: Pictures
}

/** Pictures of an answer: those that the server has, those on their way, and room for more. */
export function Photos({ question, files, addresses, pictures }: Props) {
  const sending = pictures.sending.filter((each) => each.question === question.key)
  const room = files.length + sending.length < question.max
  return (
    <View>
      <View className="shots">
        {files.map((file, i) => (
          <View key={file} className="shot">
            <Image
              className="shot__image"
              src={addresses.find((each) => each.file === file)?.url ?? ''}
              mode="aspectFill"
              {...spoken('img', { label: text.photo(i + 1) })}
            />
            <Drop place={i + 1} onTap={() => pictures.remove(question.key, file)} />
          </View>
        ))}
        {sending.map((each, i) => (
          <View key={each.picked.path} className="shot">
            <Image
              className="shot__image shot__image--dim"
              src={each.picked.path}
              mode="aspectFill"
              {...spoken('img', { label: text.photo(files.length + i + 1) })}
            />
            {each.trouble === null ? (
              <View className="shot__state" {...spoken('status')}>
                {text.sending}
              </View>
            ) : (
              <View
                className="shot__state shot__state--off"
                onClick={() => pictures.again(each)}
                {...spoken('button', { label: each.trouble })}
              >
                <Icon name="again" size="s" />
                <View>{each.trouble}</View>
              </View>
            )}
            <Drop place={files.length + i + 1} onTap={() => pictures.drop(each)} />
          </View>
        ))}
        {room && (
          <View
            className="shot shot--add"
            hoverClass="is-pressed"
            onClick={() => void pictures.add(question.key, question.max)}
            {...spoken('button', { label: text.addPhoto })}
          >
            <Icon name="image" size="l" />
            <View>{text.addPhoto}</View>
          </View>
        )}
      </View>
      <View className="caption ask__note">{text.photoHint(question.max)}</View>
    </View>
  )
}

function Drop({ place, onTap }: { place: number; onTap: () => void }) {
  return (
    <View className="shot__drop" onClick={onTap} {...spoken('button', { label: text.dropPhoto(place) })}>
      <Icon name="close" size="s" />
    </View>
  )
}
