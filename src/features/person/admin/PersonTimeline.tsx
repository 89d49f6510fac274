import { serverNow } from '../../../admin/clock'
import { moment, money } from '../../../admin/format'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { useQuery } from '../../../admin/useQuery'
import { bareId } from '../rules'
import './person.css'

const faces = { mp: '公众号', ext: '企业微信', wxa: '小程序' } as const

/** Where somebody came from and what happened to them since, over all their faces, newest first. */
export function PersonTimeline({ id }: { id: string }) {
  const found = useQuery('person.timeline', { id })
  const now = serverNow()
  if (found.loading) return <Skeleton rows={6} height={40} />
  if (found.error?.code === 'NO_SUCH_PERSON') {
    return <p className="hint">还没有记到这个人的来路：下次打开小程序时会记下。</p>
  }
  if (found.error) {
    return <Failure standing="记下的经过都在。" error={found.error} onRetry={() => void found.reload()} />
  }
  if (!found.data) return null
  const { card, lines } = found.data
  return (
    <div className="person-timeline">
      <p className="person-faces">
        {card.links.map(({ id: link, kind }) =>
          kind === 'wxa' ? (
            <a key={link} className="tag" href={hrefOf('/members', { code: bareId(link).slice(1, 9).toUpperCase() })}>
              {faces[kind]} {bareId(link).slice(1, 9).toUpperCase()}
            </a>
          ) : (
            <span key={link} className="tag">
              {faces[kind]} …{link.slice(-4)}
            </span>
          ),
        )}
        {card.links.length === 1 && card.person.includes(':') && (
          <span className="hint">只看到这一处，别处是谁还对不上</span>
        )}
        {card.conflict && (
          <span className="tag" data-kind="amber">
            两个平台说法不一，请核对
          </span>
        )}
      </p>
      <ol>
        {[...lines].reverse().map((line) => (
          <li key={`${line.at}:${line.what}:${line.words}`} data-end={ENDS.has(line.what)}>
            <time>
              {line.about && '约 '}
              {moment(line.at, now)}
            </time>
            <div>
              {line.words}
              <small>
                {[line.channel && `来自 ${line.channel.name}`, line.store, line.cents !== null && money(line.cents)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

const ENDS: ReadonlySet<string> = new Set(['unfollow', 'remove', 'quit'])
