import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { count, moment } from '../../../admin/format'
import { useQuery } from '../../../admin/useQuery'
import type { GrantView } from '../contract'
import { useTiers } from './AudienceFields'
import { type GrantTurn, grantStates, sharesOf, turnName, turnsOfGrant } from './grants'
import { audienceWords } from './words'

/** One grant: whom, how far, who went without, and what can be done. */
export function GrantCard({
  grant,
  now,
  blocked,
  turning,
  onTurn,
}: {
  grant: GrantView
  now: number
  blocked: string | null
  turning: GrantTurn | null
  onTurn: (to: GrantTurn) => void
}) {
  const { title, note, audience, state, total, done, failed, unknown, by, createdAt } = grant
  const tiers = useTiers()
  const [open, setOpen] = useState(false)
  const { name, kind } = grantStates[state]
  const shares = sharesOf(grant)
  return (
    <section className="card grant" aria-label={note || title}>
      <header>
        <h2 className="ellipsis">{title}</h2>
        <span className="tag" data-kind={kind}>
          {name}
        </span>
        <span className="hint grant-made">
          {by} · {moment(createdAt, now)}
        </span>
      </header>
      <p className="grant-whom">
        {audience ? audienceWords(audience, tiers) : '粘贴的名单'}，{count(total)} 位
        {note !== '' && <span className="hint">{note}</span>}
      </p>
      <div
        className="grant-bar"
        role="progressbar"
        aria-label="发放进度"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done + failed}
      >
        <i style={{ width: `${shares.done}%` }} />
        <b style={{ width: `${shares.failed}%` }} />
      </div>
      <p className="grant-count">{countWords(grant)}</p>
      {state === 'ready' && total > grant.left && (
        <p className="note" data-kind="amber">
          <span>
            这批券只剩 {count(grant.left)} 张，会有 {count(total - grant.left)} 位拿不到。先去加量，或照发、以后再补。
          </span>
        </p>
      )}
      <div className="actions">
        {turnsOfGrant(grant).map((to, index) => (
          <Tooltip key={to} title={blocked}>
            <Button
              type={index === 0 && to === 'running' ? 'primary' : 'default'}
              loading={turning === to}
              disabled={blocked !== null || turning !== null}
              onClick={() => onTurn(to)}
            >
              {turnName(to, grant)}
            </Button>
          </Tooltip>
        ))}
        {(failed > 0 || unknown.length > 0) && (
          <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open
              ? '收起'
              : failed > 0
                ? `看 ${count(failed + unknown.length)} 个没发到的`
                : `看 ${count(unknown.length)} 个对不上的`}
          </Button>
        )}
      </div>
      {open && <Without grant={grant} />}
    </section>
  )
}

function countWords({ state, total, done, failed, undone, kept, left }: GrantView): string {
  if (state === 'counting') return `数到 ${count(total)} 位了`
  if (state === 'ready') return total === 0 ? '没有符合的会员，换个人群再数。' : `这批券还有 ${count(left)} 张`
  if (state === 'undoing' || state === 'undone') {
    return `收回 ${count(undone)} 张${kept > 0 ? `，${count(kept)} 张已经用掉` : ''}`
  }
  const waiting = total - done - failed
  const rest = [failed > 0 && `${count(failed)} 位没发到`, waiting > 0 && `还有 ${count(waiting)} 位`]
  return [`发出 ${count(done)} 张`, ...rest].filter(Boolean).join('，')
}

/** Who went without and why: the first hundred of each kind. */
function Without({ grant }: { grant: GrantView }) {
  const { failures } = useQuery('coupon.getGrant', { id: grant.id }).data?.grant ?? grant
  return (
    <ul className="grant-without">
      {grant.unknown.map((code) => (
        <li key={`code-${code}`}>
          <b>{code}</b> 没有这位会员，或不止一位
        </li>
      ))}
      {failures.map(({ memberName, why }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: masked names repeat, and the list only grows at its end
        <li key={index}>
          <b>{memberName}</b> {why}
        </li>
      ))}
    </ul>
  )
}
