import { Icon, Mark } from '../../../admin/parts/Icon'
import { toneOf } from '../../../admin/parts/tone'
import { useCover, useNamed } from '../../material/admin/named'
import { sizeWords } from '../../material/admin/words'
import { nameOfRef } from '../../material/rules'
import type { Part, SopNode } from '../rules'
import { pieces } from './content'
import './version.css'
import './phone.css'

/** A message as a phone shows it, part by part in order. Variables without a value stay visible as such. */
export function PhoneParts({
  parts,
  node,
  title,
  members,
  sender,
}: {
  parts: readonly Part[]
  node: Pick<SopNode, 'column' | 'module' | 'kind' | 'owner'>
  /** Name of the group, or of the chat. */
  title: string
  members: number | null
  sender?: string
}) {
  const who = sender ?? (node.owner || '群主')
  return (
    <figure className="phone" aria-label="手机上的样子">
      <div className="phone-top">
        {title}
        {members !== null && <small>（{members}）</small>}
      </div>
      <div className="phone-chat">
        <span className="phone-face" aria-hidden="true">
          {who.slice(-1)}
        </span>
        <div>
          <p className="phone-who">{who} @企业微信</p>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message have no identity but their place
            <PhonePart key={index} part={part} node={node} />
          ))}
          {parts.length === 0 && <p className="bubble hint">还没有内容</p>}
        </div>
      </div>
    </figure>
  )
}

function PhonePart({ part, node }: { part: Part; node: Pick<SopNode, 'column' | 'module' | 'kind'> }) {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? (
        <p className="bubble hint">还没有写</p>
      ) : (
        <p className="bubble">
          <PhoneWords text={part.text} />
        </p>
      )
    case 'card':
      return <MiniCard node={node} title={part.title} cover={part.cover} />
    case 'game':
      return <Mini tone="game" title={part.title} cover="小游戏" />
    case 'coupon':
      return (
        <div className="phone-coupon">
          <Icon name="coupon" size={16} />
          <b>
            <PhoneWords text={part.title} />
          </b>
          <small>{part.batch === '' ? '还没选券批次' : '点开去福利页领取'}</small>
        </div>
      )
    case 'link':
      return (
        <div className="phone-link">
          <b>
            <PhoneWords text={part.title} />
          </b>
          <span>
            <small>{part.description || part.url}</small>
            <i>
              <Icon name="image" size={14} />
            </i>
          </span>
        </div>
      )
    case 'images':
      return (
        <div className="phone-images">
          {part.materials.map((material, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand twice
            <PhoneTile key={index} material={material} />
          ))}
        </div>
      )
    case 'voice':
      return (
        <p className="bubble phone-voice">
          ))) <small>{nameOfRef(part.material)}</small>
        </p>
      )
    case 'file':
      return <PhoneFile material={part.material} />
    case 'questionnaire':
      return <Mini tone="voice" title={part.material} cover="问卷" />
    default:
      return <PhonePicture type={part.type} material={part.material} />
  }
}

function PhoneTile({ material }: { material: string }) {
  const { material: known } = useNamed(material)
  const name = nameOfRef(material)
  return (
    <span title={name}>
      {known?.kind === 'image' && known.url !== '' ? (
        <img src={known.url} alt={name} />
      ) : (
        <>
          <Icon name="image" size={16} />
          <small className="ellipsis">{name}</small>
        </>
      )}
    </span>
  )
}

function PhonePicture({ type, material }: { type: 'image' | 'video'; material: string }) {
  const { material: known } = useNamed(material)
  const shown = known?.kind === type && known.url !== '' ? known.url : null
  return (
    <div className="phone-picture" data-kind={type} data-shown={shown !== null}>
      {shown !== null && type === 'image' && <img src={shown} alt={nameOfRef(material)} />}
      {shown !== null && type === 'video' && <video src={`${shown}#t=0.1`} preload="metadata" muted />}
      {(shown === null || type === 'video') && <Icon name={type === 'video' ? 'play' : 'image'} size={20} />}
      {shown === null && <small className="ellipsis">{nameOfRef(material) || '还没选'}</small>}
    </div>
  )
}

function PhoneFile({ material }: { material: string }) {
  const { material: known } = useNamed(material)
  return (
    <div className="phone-link phone-file">
      <b className="ellipsis">{nameOfRef(material) || '还没选'}</b>
      <span>
        <small>{known ? sizeWords(known.size) : '文件'}</small>
        <i>
          <Icon name="file" size={14} />
        </i>
      </span>
    </div>
  )
}

/** A mini-program card, with the brand's own cover where it is known. */
export function MiniCard({
  node,
  title,
  cover,
}: {
  node: Pick<SopNode, 'column' | 'module' | 'kind'>
  title: string
  /** Name of the cover. */
  cover: string
}) {
  const tone = toneOf(node.column, node.module, node.kind === 'special')
  return <Mini tone={tone} title={title} cover={node.column} picture={useCover(cover)} />
}

function Mini({
  tone,
  title,
  cover,
  picture = null,
}: {
  tone: string
  title: string
  cover: string
  picture?: string | null
}) {
  return (
    <div className="mini" data-tone={tone}>
      <p>
        <Mark size={12} /> 节拍会员
      </p>
      <b>
        <PhoneWords text={title} />
      </b>
      {picture !== null ? (
        <img className="mini-picture" src={picture} alt={`${cover}的封面`} />
      ) : (
        <div className="mini-cover">
          <i />
          <i />
          <i />
          <i />
          <span>{cover}</span>
        </div>
      )}
      <small>小程序</small>
    </div>
  )
}

/** Words in which variables without a value stay visible as such. */
export function PhoneWords({ text }: { text: string }) {
  return pieces(text).map((piece, index) =>
    piece.variable ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
      <mark key={index}>{piece.text}</mark>
    ) : (
      piece.text
    ),
  )
}
