import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { GrowthWindow, TierRules } from '../rules'
import { daysIn, shown, typed, windowOf } from './draft'
import { words } from './text'

/** Whose growth counts, how long a tier is kept, and when a member is told before it ends. */
export function PeriodFields({
  draft,
  disabled,
  onChange,
}: {
  draft: TierRules
  disabled: boolean
  onChange: (draft: TierRules) => void
}) {
  const [warn, setWarn] = useState(draft.warnDays.join('、'))
  const { window } = draft
  return (
    <section className="card" aria-label="计算和保级">
      <header>
        <h2>计算和保级</h2>
      </header>
      <div className="tiers-fields">
        <label htmlFor="tier-window">成长值算</label>
        <div>
          <Select<GrowthWindow['kind']>
            id="tier-window"
            disabled={disabled}
            value={window.kind}
            onChange={(kind) => onChange({ ...draft, window: windowOf(kind, window) })}
            options={Object.entries(words.windows).map(([value, label]) => ({
              value: value as GrowthWindow['kind'],
              label,
            }))}
          />
          {window.kind === 'rolling_months' && (
            <>
              <InputNumber
                aria-label="最近几个月"
                controls={false}
                disabled={disabled}
                value={shown(window.months)}
                onChange={(months) => onChange({ ...draft, window: { ...window, months: typed(months) } })}
              />
              个月，含本月
            </>
          )}
        </div>
        <label htmlFor="tier-period">一级保</label>
        <div>
          <InputNumber
            id="tier-period"
            controls={false}
            disabled={disabled}
            value={shown(draft.periodMonths)}
            onChange={(months) => onChange({ ...draft, periodMonths: typed(months) })}
          />
          个月，到最后那个月的月底
        </div>
        <label htmlFor="tier-warn">到期前</label>
        <div>
          <Input
            id="tier-warn"
            disabled={disabled}
            value={warn}
            onChange={(event) => {
              setWarn(event.target.value)
              onChange({ ...draft, warnDays: daysIn(event.target.value) ?? [Number.NaN] })
            }}
          />
          天提醒会掉级的会员
        </div>
        <label htmlFor="tier-gift">生日积分</label>
        <div>
          <InputNumber
            id="tier-gift"
            controls={false}
            disabled={disabled}
            value={shown(draft.giftMonths)}
            onChange={(months) => onChange({ ...draft, giftMonths: typed(months) })}
          />
          个月内用
        </div>
      </div>
    </section>
  )
}
