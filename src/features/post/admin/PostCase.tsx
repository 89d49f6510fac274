import { Button, Image, Input } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { dayOf, timeOf } from '../../../kernel/day'
import type { CaseView } from '../contract'
import { checkNames, reasonNames, usualReasons } from './words'

interface Props {
  post: CaseView
  /** Why nothing can be decided now, or null. */
  blocked: string | null
  busy: boolean
  onDecide: (verb: 'show' | 'hide', reason: string) => void
  /** Takes its pictures into the library; null: who looks may not. */
  onAdopt: (() => void) | null
  /** Told when it is put on or off the list of those to be shown together; absent where that cannot be. */
  onPick?: (picked: boolean) => void
  picked?: boolean
}

/** One post with all that a decision needs, and the two ways on. */
export function PostCase({ post, blocked, busy, onDecide, onAdopt, onPick, picked = false }: Props) {
  const [hiding, setHiding] = useState(false)
  const { name, text, photos, state, reason, decision, publishedAt, points, share } = post
  const risky = photos.some(({ check }) => check === 'risky')
  const mayShow = !risky && (state === 'waiting' || (state === 'hidden' && decision !== null))
  const mayHide = state === 'waiting' || state === 'visible'
  return (
    <article className="card post-case" aria-label={`${name} ${post.day}`}>
      <header>
        {onPick && mayShow && (
          <input
            type="checkbox"
            aria-label={`选 ${name} 的晒图`}
            checked={picked}
            onChange={({ target }) => onPick(target.checked)}
          />
        )}
        <h2>{name}</h2>
        <span className="hint">
          {dayOf(publishedAt).slice(5)} {timeOf(publishedAt)}
        </span>
        {points > 0 && <span className="post-points">+{points} 积分</span>}
      </header>
      {photos.length > 0 && (
        <Image.PreviewGroup>
          <div className="post-photos">
            {photos.map(({ file, url, check }, i) => (
              <figure key={file} data-check={check}>
                <Image src={url} alt={`第 ${i + 1} 张照片`} width="100%" height={132} />
                <figcaption>{checkNames[check]}</figcaption>
              </figure>
            ))}
          </div>
        </Image.PreviewGroup>
      )}
      {text !== '' && <p className="post-text">{text}</p>}
      <p className="post-why">
        {reason && <span>{reasonNames[reason]}</span>}
        {decision && (
          <span>
            {decision.name} {dayOf(decision.at).slice(5)} {timeOf(decision.at)} 决定
            {decision.verb === 'show' ? '展示' : `不展示：${decision.reason}`}
          </span>
        )}
      </p>
      {hiding ? (
        <Hiding
          blocked={blocked}
          busy={busy}
          onLeave={() => setHiding(false)}
          onHide={(words) => onDecide('hide', words)}
        />
      ) : (
        <div className="post-act">
          {mayShow && (
            <Button type="primary" loading={busy} disabled={blocked !== null} onClick={() => onDecide('show', '')}>
              展示
            </Button>
          )}
          {mayHide && (
            <Button disabled={blocked !== null || busy} onClick={() => setHiding(true)}>
              不展示
            </Button>
          )}
          {state === 'visible' && photos.length > 0 && (
            <Share share={share} blocked={blocked} busy={busy} onAdopt={onAdopt} />
          )}
          {blocked && (mayShow || mayHide) && <span className="hint">{blocked}</span>}
        </div>
      )}
    </article>
  )
}

/** What its author said of using the pictures again, and taking them into the library. */
function Share({
  share,
  blocked,
  busy,
  onAdopt,
}: Pick<Props, 'blocked' | 'busy' | 'onAdopt'> & { share: CaseView['share'] }) {
  if (!share.agreed) return <span className="hint">作者没有同意转用</span>
  if (share.adopted) {
    return (
      <a className="hint" href={hrefOf('/material', { for: 'ugc' })}>
        <Icon name="check" size={12} /> 照片在素材库里
      </a>
    )
  }
  if (onAdopt === null) return <span className="hint">作者同意转用</span>
  return (
    <Button disabled={blocked !== null || busy} icon={<Icon name="import" size={14} />} onClick={onAdopt}>
      收进素材库
    </Button>
  )
}

interface HidingProps {
  blocked: string | null
  busy: boolean
  onLeave: () => void
  onHide: (reason: string) => void
}

/** The reason goes to the author, so it is asked for; usual ones are one press. */
function Hiding({ blocked, busy, onLeave, onHide }: HidingProps) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  return (
    <form
      className="post-hiding"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() === '') return setMissing(true)
        onHide(reason.trim())
      }}
    >
      <div className="post-usual">
        {usualReasons.map((words) => (
          <button type="button" key={words} aria-pressed={reason === words} onClick={() => setReason(words)}>
            {words}
          </button>
        ))}
      </div>
      <Input
        aria-label="不展示的原因，作者会看到"
        placeholder="原因，作者会看到"
        maxLength={100}
        value={reason}
        status={missing ? 'error' : ''}
        onChange={(event) => {
          setReason(event.target.value)
          setMissing(false)
        }}
      />
      {missing && (
        <p className="brick" role="alert">
          <Icon name="warn" size={14} /> 写一句原因，作者会看到。
        </p>
      )}
      <div className="post-act">
        <Button type="primary" danger htmlType="submit" loading={busy} disabled={blocked !== null}>
          不展示
        </Button>
        <Button disabled={busy} onClick={onLeave}>
          再想想
        </Button>
      </div>
    </form>
  )
}
