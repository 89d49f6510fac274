import { InputNumber, Select } from 'antd'
import type { Day } from '../../../kernel/day'
import { matchesGroup } from '../audience'
import { isForMembers } from '../expand'
import type { Hearer } from '../lifeContract'
import type { NodeDraft } from '../nodeRules'
import type { Audience, Span } from '../rules'
import type { SetDraft } from './Editor'

type Lists = Exclude<keyof Audience, 'size' | 'age'>

/** Who hears it: groups by what they are, members by what they are; with how many that are right now. */
export function EditorAudience({
  draft,
  set,
  disabled,
  groups,
  today,
}: {
  draft: NodeDraft
  set: SetDraft
  disabled: boolean
  groups: readonly Hearer[]
  today: Day
}) {
  const { audience } = draft
  const toMembers = isForMembers(draft.route)
  const matched = groups.filter((group) => matchesGroup(audience, group, today))
  const members = matched.reduce((sum, group) => sum + group.members, 0)
  const put = (change: Partial<Audience>) => set({ audience: { ...audience, ...change } })
  const list = (field: Lists, label: string, options: readonly { value: string; label: string }[], all: string) => (
    <>
      <label htmlFor={`audience-${field}`}>{label}</label>
      <Select
        id={`audience-${field}`}
        mode="tags"
        disabled={disabled}
        placeholder={all}
        value={audience[field]}
        onChange={(values: string[]) => put({ [field]: values })}
        options={[...options]}
      />
    </>
  )
  return (
    <fieldset>
      <legend>发给谁</legend>
      {toMembers ? (
        <>
          <p className="audience-count">一位一位地发给会员，条件都满足的才发</p>
          {list('tiers', '会员等级', [], '不限')}
          {list('segments', '会员分层', [], '不限')}
          {list('preferences', '偏好', [], '不限')}
        </>
      ) : (
        <>
          <p className="audience-count" aria-live="polite" data-empty={matched.length === 0}>
            <b>
              {matched.length === groups.length
                ? `全部 ${groups.length} 个群`
                : `${matched.length} / ${groups.length} 个群`}
            </b>
            ，{members} 人
            {matched.length > 0 && matched.length < groups.length && (
              <span className="hint">
                {' '}
                {matched
                  .slice(0, 3)
                  .map(({ name }) => name)
                  .join('、')}
                {matched.length > 3 && ' …'}
              </span>
            )}
          </p>
          {list('tags', '群标签', optionsOf(groups.flatMap(({ tags }) => tags)), '全部的群')}
          <details open={hasMore(audience)}>
            <summary>按门店、群主、人数、天数再挑</summary>
            {list('stores', '门店', optionsOf(groups.flatMap(({ stores }) => stores)), '不限')}
            {list('owners', '群主', ownersOf(groups), '不限')}
            <Range label="群人数" span={audience.size} disabled={disabled} onChange={(size) => put({ size })} />
            <Range label="建群天数" span={audience.age} disabled={disabled} onChange={(age) => put({ age })} />
          </details>
        </>
      )}
    </fieldset>
  )
}

function Range({
  label,
  span,
  disabled,
  onChange,
}: {
  label: string
  span: Span
  disabled: boolean
  onChange: (span: Span) => void
}) {
  return (
    <>
      <span className="label">{label}</span>
      <div className="range">
        <InputNumber
          aria-label={`${label}，至少`}
          min={0}
          max={100_000}
          precision={0}
          placeholder="不限"
          disabled={disabled}
          value={span.least}
          onChange={(least) => onChange({ ...span, least })}
        />
        <span>到</span>
        <InputNumber
          aria-label={`${label}，至多`}
          min={0}
          max={100_000}
          precision={0}
          placeholder="不限"
          disabled={disabled}
          value={span.most}
          onChange={(most) => onChange({ ...span, most })}
        />
      </div>
    </>
  )
}

function optionsOf(words: readonly string[]) {
  return [...new Set(words)].sort().map((value) => ({ value, label: value }))
}

function ownersOf(groups: readonly Hearer[]) {
  return [...new Map(groups.map(({ owner, ownerName }) => [owner, ownerName]))].map(([value, label]) => ({
    value,
    label,
  }))
}

function hasMore({ stores, owners, size, age }: Audience): boolean {
  return stores.length + owners.length > 0 || [size, age].some(({ least, most }) => least !== null || most !== null)
}
