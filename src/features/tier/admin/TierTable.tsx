import { Button, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { onPastedGrid, PasteNotes } from '../../../admin/table/PasteNotes'
import { useQuery } from '../../../admin/useQuery'
import type { TierEdition } from '../contract'
import type { Tier, TierRules } from '../rules'
import { changeBenefits, changeTier, dropTier, shown, typed } from './draft'
import { type NumberField, pasteTiers } from './pasteTiers'

interface Props {
  draft: TierRules
  members: TierEdition['members']
  disabled: boolean
  onChange: (draft: TierRules) => void
}

interface Row {
  label: string
  hint?: string
  cell: (tier: Tier, at: number) => ReactNode
}

/** One column a tier, one row a field of the rule object. */
export function TierTable({ draft, members, disabled, onChange }: Props) {
  const batches = useQuery('coupon.listBatches', {})
  const [pasted, setPasted] = useState<ReturnType<typeof pasteTiers> | null>(null)
  const coupons = (batches.data?.batches ?? [])
    .filter(({ state }) => state !== 'stopped')
    .map(({ _id, terms }) => ({ value: _id, label: terms.title }))
  const benefits = (tier: Tier, change: Partial<Tier['benefits']>) => onChange(changeBenefits(draft, tier.id, change))
  const held = (tier: Tier) => members.find((each) => each.tier === tier.id)?.count ?? 0

  function number(
    tier: Tier,
    field: NumberField,
    label: string,
    value: number,
    set: (value: number) => void,
    off = false,
    step = 1,
  ) {
    return (
      <InputNumber
        onPaste={onPastedGrid((grid) => {
          const at = { tier: draft.tiers.findIndex(({ id }) => id === tier.id), field }
          const result = pasteTiers(draft, at, grid)
          setPasted(result)
          if (result.taken > 0) onChange(result.draft)
        })}
        aria-label={`${tier.name}${label}`}
        controls={false}
        min={0}
        step={step}
        disabled={disabled || off}
        value={shown(value)}
        onChange={(next) => set(typed(next))}
      />
    )
  }
  function coupon(tier: Tier, label: string, value: string | null, set: (value: string | null) => void) {
    const known = value === null || coupons.some((each) => each.value === value)
    return (
      <Select<string>
        aria-label={`${tier.name}${label}`}
        allowClear
        disabled={disabled}
        placeholder="不送"
        value={value ?? undefined}
        onChange={(next) => set(next ?? null)}
        options={known ? coupons : [...coupons, { value: value ?? '', label: '已停发的批次' }]}
      />
    )
  }

  const rows: Row[] = [
    {
      label: '成长值门槛',
      hint: '达到就立刻升级',
      cell: (tier, at) =>
        number(
          tier,
          'threshold',
          '门槛',
          tier.threshold,
          (threshold) => onChange(changeTier(draft, tier.id, { threshold })),
          at === 0,
        ),
    },
    {
      label: '升级送券',
      hint: '每个保级期最多一次',
      cell: (tier, at) =>
        at === 0 ? (
          <span className="hint">—</span>
        ) : (
          coupon(tier, '升级送券', tier.benefits.upgradeBatch, (upgradeBatch) => benefits(tier, { upgradeBatch }))
        ),
    },
    {
      label: '生日送积分',
      cell: (tier) =>
        number(tier, 'birthdayPoints', '生日积分', tier.benefits.birthdayPoints, (birthdayPoints) =>
          benefits(tier, { birthdayPoints }),
        ),
    },
    {
      label: '生日送券',
      cell: (tier) =>
        coupon(tier, '生日送券', tier.benefits.birthdayBatch, (birthdayBatch) => benefits(tier, { birthdayBatch })),
    },
    {
      label: '打卡积分倍数',
      hint: '有零头往上进',
      cell: (tier, at) =>
        number(
          tier,
          'multiplier',
          '倍数',
          tier.benefits.multiplier / 10_000,
          (times) => benefits(tier, { multiplier: Math.round(times * 10_000) }),
          at === 0,
          0.1,
        ),
    },
    {
      label: '提前进场',
      hint: '秒杀和领券，分钟',
      cell: (tier) =>
        number(tier, 'earlyMinutes', '提前分钟', tier.benefits.earlyMinutes, (earlyMinutes) =>
          benefits(tier, { earlyMinutes }),
        ),
    },
    {
      label: '其他权益',
      hint: '一行一条，会员看得到',
      cell: (tier) => (
        <Input.TextArea
          aria-label={`${tier.name}其他权益`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          disabled={disabled}
          value={tier.benefits.others.join('\n')}
          onChange={(event) => benefits(tier, { others: event.target.value.split('\n') })}
          onBlur={() => benefits(tier, { others: tier.benefits.others.filter((line) => line.trim() !== '') })}
        />
      ),
    },
    { label: '现有会员', cell: (tier) => <b>{count(held(tier))}</b> },
  ]

  return (
    <section className="card" aria-label="等级和权益">
      {pasted && <PasteNotes {...pasted} />}
      <table className="tiers-table">
        <thead>
          <tr>
            <th scope="col">等级</th>
            {draft.tiers.map((tier, at) => (
              <th key={tier.id} scope="col">
                <div className="tiers-head">
                  <Input
                    aria-label={`第 ${at + 1} 级的名字`}
                    maxLength={8}
                    disabled={disabled}
                    value={tier.name}
                    onChange={(event) => onChange(changeTier(draft, tier.id, { name: event.target.value }))}
                  />
                  {at > 0 && !disabled && held(tier) === 0 && (
                    <Button
                      type="text"
                      size="small"
                      aria-label={`删除${tier.name}`}
                      icon={<Icon name="close" size={12} />}
                      onClick={() => onChange(dropTier(draft, tier.id))}
                    />
                  )}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, hint, cell }) => (
            <tr key={label}>
              <th scope="row">
                {label}
                {hint && <small>{hint}</small>}
              </th>
              {draft.tiers.map((tier, at) => (
                <td key={tier.id}>{cell(tier, at)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
