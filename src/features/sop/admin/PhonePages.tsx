import { longDay } from '../../../admin/format'
import type { Day } from '../../../kernel/day'
import { useNamed } from '../../material/admin/named'
import { nameOfRef } from '../../material/rules'
import type { NodeDraft } from '../nodeRules'
import { readTopic } from '../readTopic'
import type { Part } from '../rules'
import { Phone } from './Phone'
import { MiniCard, PhoneWords } from './PhoneParts'

/** The card as it lies in a chat, and the page of the column that it opens. */
export function PhoneCard({ draft, parts }: { draft: NodeDraft; parts: readonly Part[] }) {
  const card = parts.find((part) => part.type === 'card')
  const text = wordsOf(parts)
  const options = readTopic(text)?.options ?? []
  if (card?.type !== 'card') return <p className="preview-note hint">这条没有小程序卡片，点「加一段」加上。</p>
  return (
    <>
      <div className="phone-lone">
        <MiniCard node={draft} title={card.title} cover={card.cover} />
      </div>
      <p className="preview-note hint">点开是这一页：</p>
      <Phone title={draft.column || '栏目'} kind="page">
        <div className="phone-column">
          <h3>
            <PhoneWords text={card.title} />
          </h3>
          <p>
            <PhoneWords text={text} />
          </p>
          {options.map(({ key, text: option }) => (
            <span key={key} className="phone-option">
              {key} {option}
            </span>
          ))}
          <Pictures parts={parts} />
        </div>
      </Phone>
    </>
  )
}

/** The same words as an article of the official account would show them. */
export function PhoneArticle({
  draft,
  parts,
  today,
  account,
}: {
  draft: NodeDraft
  parts: readonly Part[]
  today: Day
  /** Name of the official account. */
  account: string
}) {
  const card = parts.find((part) => part.type === 'card')
  const link = parts.find((part) => part.type === 'link')
  const title = link?.type === 'link' ? link.title : card?.type === 'card' ? card.title : draft.column
  return (
    <>
      <Phone title="" kind="page">
        <article className="phone-article">
          <h3>
            <PhoneWords text={title || '标题'} />
          </h3>
          <p className="phone-byline">
            <b>{account}</b> {longDay(today)}
          </p>
          {link?.type === 'link' && link.description !== '' && (
            <blockquote>
              <PhoneWords text={link.description} />
            </blockquote>
          )}
          {wordsOf(parts)
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text, drawn anew with it
              <p key={index}>
                <PhoneWords text={line} />
              </p>
            ))}
          <Pictures parts={parts} />
          {card?.type === 'card' && <MiniCard node={draft} title={card.title} cover={card.cover} />}
        </article>
      </Phone>
      <p className="preview-note hint">同一份内容放进公众号文章的样子；文章在公众号后台发。</p>
    </>
  )
}

function Pictures({ parts }: { parts: readonly Part[] }) {
  const refs = parts.flatMap((part) =>
    part.type === 'images' ? part.materials : part.type === 'image' ? [part.material] : [],
  )
  // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand twice
  return refs.map((ref, index) => <Picture key={index} material={ref} />)
}

function Picture({ material }: { material: string }) {
  const { material: known } = useNamed(material)
  const name = nameOfRef(material)
  return known?.kind === 'image' && known.url !== '' ? (
    <img src={known.url} alt={name} />
  ) : (
    <span className="phone-blank">{name || '还没选图'}</span>
  )
}

function wordsOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}
