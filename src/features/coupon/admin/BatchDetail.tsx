import { Button, Tooltip } from 'antd'
import { count, moment, money, percent, shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Metric } from '../../../admin/parts/Metric'
import { NumberLink } from '../../../admin/parts/NumberLink'
import { dayOf } from '../../../kernel/day'
import type { BatchView } from '../contract'
import { validityWords } from '../validity'
import { useTiers } from './AudienceFields'
import { Filling, PhaseTag } from './BatchTable'
import { exposureOf, lastUseDay, phaseOf, turnNames, turnsOf } from './batches'
import { formOf } from './batchForm'
import { CouponCard } from './CouponCard'
import { issuedHref } from './series'
import { audienceWords, storesWords, usableWords, valueWords } from './words'

type Turn = 'running' | 'paused' | 'stopped'

/** Below this a rate says little. */
const FEW = 50

/** One batch: its figures, what members see, its terms, and what can be done with it. */
export function BatchDetail({
  batch,
  now,
  blocked,
  turning,
  onTurn,
  onEdit,
}: {
  batch: BatchView
  now: number
  /** Why nothing can be changed here; null when it can. */
  blocked: string | null
  turning: Turn | null
  onTurn: (turn: Turn) => void
  onEdit: () => void
}) {
  const { terms, taken, used, total, state } = batch
  const tiers = useTiers()
  const phase = phaseOf(batch, now)
  const rate = percent(used, taken)
  const exposure = exposureOf(batch, dayOf(now))
  const year = dayOf(now).slice(0, 4)
  const limit = batch.perDay === null ? '' : `，所有人每天共 ${count(batch.perDay)} 张`
  return (
    <aside className="card coupon-detail" aria-label={terms.title}>
      <header>
        <h2 className="ellipsis">{terms.title}</h2>
        <PhaseTag phase={phase} />
      </header>
      <dl className="coupon-figures">
        <div>
          <dt>
            <Metric id="taken" />
          </dt>
          <dd>
            <NumberLink n={taken} href={issuedHref(batch._id, 'taken')} of="张">
              {count(taken)}
            </NumberLink>
          </dd>
          <dd>
            共 {count(total)}，余 {count(Math.max(0, total - taken))}
          </dd>
        </div>
        <div>
          <dt>
            <Metric id="used" />
          </dt>
          <dd>
            <NumberLink n={used} href={issuedHref(batch._id, 'used')} of="张">
              {count(used)}
            </NumberLink>
          </dd>
          <dd>
            <NumberLink n={taken - used} href={issuedHref(batch._id, 'unused')} of="张">
              {count(taken - used)}
            </NumberLink>{' '}
            张没用
          </dd>
        </div>
        <div>
          <dt>
            <Metric id="usedRate" />
          </dt>
          <dd>{rate === null ? '—' : `${rate}%`}</dd>
          <dd>{taken > 0 && taken < FEW ? '样本还小' : '核销 ÷ 领取'}</dd>
        </div>
        <div>
          <dt>
            <Metric id="exposure" />
          </dt>
          <dd>
            <NumberLink n={exposure ?? 0} href={issuedHref(batch._id, 'unused')} words="看是哪些券">
              {exposure === null ? '—' : money(exposure)}
            </NumberLink>
          </dd>
          <dd>{exposure === null ? '没有封顶' : '按面额算'}</dd>
        </div>
      </dl>
      <div className="coupon-bar">
        <Filling taken={taken} used={used} total={total} />
        <p className="hint">
          <i data-part="used" /> 已核销 <i data-part="taken" /> 领了没用 <i /> 还能领
        </p>
      </div>
      <div className="coupon-turns">
        {turnsOf(state).map((turn) => (
          <Tooltip key={turn} title={blocked}>
            <Button
              loading={turning === turn}
              disabled={blocked !== null || turning !== null}
              onClick={() => onTurn(turn)}
            >
              {turnNames[turn][state === 'draft' ? 'draft' : 'other']}
            </Button>
          </Tooltip>
        ))}
        {state !== 'stopped' && (
          <Tooltip title={blocked}>
            <Button disabled={blocked !== null} icon={<Icon name="pen" size={14} />} onClick={onEdit}>
              改
            </Button>
          </Tooltip>
        )}
        {state === 'stopped' && <span className="hint">停发以后不能再改，要再发就新建一批。</span>}
      </div>
      <section className="coupon-shown">
        <h3>会员看到的</h3>
        <CouponCard form={formOf(batch)} />
      </section>
      <dl className="coupon-terms">
        <dt>优惠</dt>
        <dd>{valueWords(terms.value)}</dd>
        <dt>领取</dt>
        <dd>
          {moment(batch.claimFrom, now)} 到 {moment(batch.claimUntil - 1, now)}
        </dd>
        <dt>限领</dt>
        <dd>
          每人 {batch.perMember} 张{limit}
        </dd>
        <dt>给谁</dt>
        <dd>{audienceWords(batch.audience, tiers)}</dd>
        <dt>要花</dt>
        <dd>{batch.price === 0 ? '免费' : `${count(batch.price)} 积分`}</dd>
        <dt>有效期</dt>
        <dd>
          {validityWords(batch.validity)}，最晚 {shortDay(lastUseDay(batch), year)}
        </dd>
        <dt>时段</dt>
        <dd>{usableWords(terms.usable)}</dd>
        <dt>门店</dt>
        <dd>{storesWords(terms.stores)}</dd>
        <dt>建于</dt>
        <dd>
          {moment(batch.createdAt, now)}
          {batch.revision > 0 && `，改过 ${batch.revision} 次`}
        </dd>
      </dl>
    </aside>
  )
}
