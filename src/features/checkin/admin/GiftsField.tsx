import { Button, InputNumber, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { useQuery } from '../../../admin/useQuery'
import type { Gift, Step } from '../book'
import { giftNames } from './words'

const kinds = ['points', 'growth', 'makeup_card', 'coupon'] as const

/** What is given together: each kind at most once. `name` says for what, to those who listen. */
export function GiftsField({
  name,
  gifts,
  disabled,
  onChange,
}: {
  name: string
  gifts: readonly Gift[]
  disabled: boolean
  onChange: (gifts: Gift[]) => void
}) {
  const left = kinds.filter((kind) => gifts.every((gift) => gift.kind !== kind))
  const put = (changed: Gift) => onChange(gifts.map((gift) => (gift.kind === changed.kind ? changed : gift)))
  return (
    <span className="checkin-gifts">
      {gifts.map((gift) => (
        <span key={gift.kind} className="checkin-gift">
          {giftNames[gift.kind]}
          {gift.kind === 'coupon' ? (
            <CouponPick name={name} gift={gift} disabled={disabled} onChange={put} />
          ) : (
            <InputNumber
              aria-label={`${name}的${giftNames[gift.kind]}`}
              min={1}
              max={gift.kind === 'makeup_card' ? 10 : 100_000}
              precision={0}
              controls={false}
              disabled={disabled}
              value={gift.amount}
              onChange={(amount) => put({ ...gift, amount: amount ?? 1 })}
            />
          )}
          <button
            type="button"
            disabled={disabled}
            aria-label={`去掉${name}的${giftNames[gift.kind]}`}
            onClick={() => onChange(gifts.filter(({ kind }) => kind !== gift.kind))}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      {left.length > 0 && (
        <Select
          aria-label={`给${name}加奖励`}
          className="checkin-add"
          size="small"
          variant="borderless"
          disabled={disabled}
          placeholder="加奖励"
          value={null}
          onChange={(kind: Gift['kind'] | null) => kind && onChange([...gifts, startOf(kind)])}
          options={left.map((kind) => ({ value: kind, label: giftNames[kind] }))}
        />
      )}
    </span>
  )
}

function startOf(kind: Gift['kind']): Gift {
  return kind === 'coupon' ? { kind, batch: '', title: '' } : { kind, amount: kind === 'points' ? 10 : 1 }
}

function CouponPick({
  name,
  gift,
  disabled,
  onChange,
}: {
  name: string
  gift: Extract<Gift, { kind: 'coupon' }>
  disabled: boolean
  onChange: (gift: Gift) => void
}) {
  const { data } = useQuery('coupon.listBatches', {})
  const running = (data?.batches ?? []).filter(({ state }) => state === 'running' || state === 'paused')
  const known = running.some(({ _id }) => _id === gift.batch) || gift.batch === ''
  const options = running.map(({ _id, terms }) => ({ value: _id, label: terms.title }))
  return (
    <Select
      aria-label={`${name}的优惠券`}
      className="checkin-coupon"
      disabled={disabled}
      placeholder="选一批券"
      notFoundContent="没有在发的券"
      status={gift.batch === '' ? 'error' : ''}
      value={gift.batch === '' ? null : gift.batch}
      onChange={(batch: string | null) => {
        const picked = running.find(({ _id }) => _id === batch)
        if (picked) onChange({ kind: 'coupon', batch: picked._id, title: picked.terms.title.slice(0, 20) })
      }}
      options={known ? options : [...options, { value: gift.batch, label: `${gift.title}（已停发）` }]}
    />
  )
}

/** Gifts at numbers of days; `what` is said before the number. */
export function StepsField({
  what,
  steps,
  disabled,
  onChange,
}: {
  what: string
  steps: readonly Step[]
  disabled: boolean
  onChange: (steps: Step[]) => void
}) {
  const put = (at: number, change: Partial<Step>) =>
    onChange(steps.map((step, i) => (i === at ? { ...step, ...change } : step)))
  return (
    <div className="checkin-steps">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while a number is typed two steps may have the same days
        <div key={i}>
          <span className="checkin-whole">
            {what}
            <InputNumber
              aria-label={`${what}第 ${i + 1} 档天数`}
              min={1}
              max={366}
              precision={0}
              controls={false}
              disabled={disabled}
              value={step.days}
              onChange={(days) => put(i, { days: days ?? 1 })}
            />
            天
          </span>
          <GiftsField
            name={`${what} ${step.days} 天`}
            gifts={step.gifts}
            disabled={disabled}
            onChange={(gifts) => (gifts.length > 0 ? put(i, { gifts }) : onChange(steps.filter((_, at) => at !== i)))}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        disabled={disabled || steps.length >= 12}
        onClick={() => onChange([...steps, { days: nextDays(steps), gifts: [{ kind: 'points', amount: 10 }] }])}
      >
        加一档{what}奖励
      </Button>
    </div>
  )
}

function nextDays(steps: readonly Step[]): number {
  const last = steps[steps.length - 1]?.days ?? 0
  return Math.min(366, last < 7 ? last + 3 : last + 7)
}
