import { Segmented, Select } from 'antd'
import { DateField } from '../../../admin/fields/DateField'
import { isDay } from '../../../kernel/day'
import { useToday } from '../../delivery/admin/useToday'
import type { SopSummary } from '../contract'
import { statusTags } from './versionWords'

/** Which version, for whom, from when and how long, held against which other one. */
export function DryrunBar({
  sops,
  sop,
  version,
  from,
  days,
  against,
  group,
  onGo,
}: {
  sops: readonly SopSummary[]
  sop: SopSummary
  version: number
  from: string
  days: number
  against: number | null
  group: string | null
  onGo: (change: Record<string, string | null>) => void
}) {
  const { data: board } = useToday()
  const versions = [...sop.versions].sort((a, b) => b.number - a.number)
  const groups = (board?.groups ?? []).map(({ chatId, name }) => ({ value: chatId, label: name }))
  return (
    <div className="dryrun-bar">
      {sops.length > 1 && (
        <Select
          aria-label="哪个 SOP"
          className="dryrun-sop"
          value={sop.sop}
          onChange={(value) => onGo({ sop: value, v: null, with: null })}
          options={sops.map((one) => ({ value: one.sop, label: one.name }))}
        />
      )}
      <Select
        aria-label="哪一版"
        value={version}
        onChange={(value) =>
          onGo({ v: String(value), with: value === against ? null : against ? String(against) : null })
        }
        options={versions.map((one) => ({ value: one.number, label: `v${one.number} ${statusTags[one.status][0]}` }))}
      />
      <Select
        aria-label="哪些群"
        className="dryrun-group"
        showSearch={{ optionFilterProp: 'label' }}
        value={group ?? ''}
        onChange={(value) => onGo({ g: value === '' ? null : value })}
        options={[{ value: '', label: '全部适用的群' }, ...groups]}
      />
      <label htmlFor="dryrun-from">从</label>
      <DateField
        id="dryrun-from"
        className="dryrun-from"
        value={from}
        onChange={(value) => isDay(value) && onGo({ from: value })}
      />
      <Segmented
        aria-label="多少天"
        value={String(days)}
        onChange={(value) => onGo({ days: String(value) })}
        options={['1', '7', '14', '30'].map((value) => ({ value, label: `${value} 天` }))}
      />
      {versions.length > 1 && (
        <Select
          aria-label="和哪一版比"
          value={against ?? 0}
          onChange={(value) => onGo({ with: value === 0 ? null : String(value) })}
          options={[
            { value: 0, label: '不比较' },
            ...versions
              .filter((one) => one.number !== version)
              .map((one) => ({ value: one.number, label: `与 v${one.number} 比` })),
          ]}
        />
      )}
    </div>
  )
}
