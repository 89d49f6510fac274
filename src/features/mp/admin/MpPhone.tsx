import { useState } from 'react'
import { Icon, Mark } from '../../../admin/parts/Icon'
import type { MpBook, ReplyPart } from '../rules'
import { clickOf } from '../rules'
import { codeNames, words } from './words'

export type Tab = 'welcome' | 'menu' | 'keywords'

/** The chat as it looks on a phone: what the person does at the right, what is answered at the left, the menu below. */
export function MpPhone({
  book,
  tab,
  shown,
  onShow,
}: {
  book: MpBook
  tab: Tab
  shown: string
  onShow: (key: string) => void
}) {
  const { did, said, parts } = sceneOf(book, tab, shown)
  return (
    <figure className="mp-phone" aria-label="手机上的样子">
      <div className="mp-phone-top">{words.title}</div>
      <div className="mp-chat">
        {did && <p className="mp-system">{did}</p>}
        {said && <p className="mp-said">{said}</p>}
        {parts.length === 0 && (tab !== 'menu' || shown !== '') && <p className="mp-system">{words.noReply}</p>}
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a reply have no identity but their place
          <Bubble key={index} part={part} />
        ))}
      </div>
      <Menu book={book} onShow={onShow} />
    </figure>
  )
}

function sceneOf(book: MpBook, tab: Tab, shown: string): { did?: string; said?: string; parts: readonly ReplyPart[] } {
  if (tab === 'welcome') {
    return {
      did: '关注了公众号',
      parts: book.byChannel.find(({ channel }) => channel === shown)?.parts ?? book.welcome,
    }
  }
  if (tab === 'menu') {
    const click = clickOf(book, shown)
    return click === null ? { did: '点一下下面的菜单', parts: [] } : { did: '点了菜单', parts: click.parts }
  }
  const keyword = book.keywords[Number(shown === '' ? 0 : shown)]
  if (shown === 'otherwise' || keyword === undefined) return { said: '你们几点开门呀', parts: book.otherwise }
  return { said: keyword.words[0] ?? '…', parts: keyword.parts }
}

function Bubble({ part }: { part: ReplyPart }) {
  switch (part.type) {
    case 'text':
      return <p className="mp-bubble">{part.text || '还没有写'}</p>
    case 'link':
      return (
        <div className="mp-linked">
          <b>{part.title || '标题还没写'}</b>
          <span>
            <small>{part.description || part.url}</small>
            <i>
              <Icon name="image" size={14} />
            </i>
          </span>
        </div>
      )
    case 'card':
      return (
        <div className="mp-mini">
          <p>
            <Mark size={12} /> 节拍会员
          </p>
          <b>{part.title || '标题还没写'}</b>
          <i>
            <Mark size={36} />
          </i>
          <small>小程序</small>
        </div>
      )
    case 'code':
      return (
        <div className="mp-code">
          <Icon name="cards" size={44} />
          <small>{codeNames[part.of]}</small>
        </div>
      )
  }
}

function Menu({ book, onShow }: { book: MpBook; onShow: (key: string) => void }) {
  const [open, setOpen] = useState<number | null>(null)
  const press = (act: MpBook['menu'][number]['act']) => {
    setOpen(null)
    if (act?.type === 'click') onShow(act.key)
  }
  if (book.menu.length === 0) return null
  return (
    <ul className="mp-menu">
      {book.menu.map((button, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no identity but their place
        <li key={index}>
          {open === index && (
            <ul>
              {button.children.map((child, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <li key={place}>
                  <button type="button" onClick={() => press(child.act)}>
                    {child.name || '…'}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <button
            type="button"
            aria-expanded={button.children.length > 0 ? open === index : undefined}
            onClick={() => (button.children.length > 0 ? setOpen(open === index ? null : index) : press(button.act))}
          >
            {button.children.length > 0 && <Icon name="sop" size={12} />}
            {button.name || '…'}
          </button>
        </li>
      ))}
    </ul>
  )
}
