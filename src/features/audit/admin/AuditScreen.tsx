import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import type { Data } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { DateField } from '../../../admin/fields/DateField'
import { FilterBar } from '../../../admin/filter/FilterBar'
import { narrowing } from '../../../admin/filter/views'
import { stamp } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { When } from '../../../admin/parts/When'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import type { Column } from '../../../admin/table/DataTable'
import { PagedTable } from '../../../admin/table/PagedTable'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { deeds } from '../../../deeds'
import { dayOf } from '../../../kernel/day'
import { BeatBar } from '../../delivery/admin/BeatBar'
import type { AuditLine } from '../contract'
import { type AuditQuery, addressOf, inputOf, queryOf } from './auditFilter'
import { Changes } from './Changes'
import { auditText as text } from './text'
import './audit.css'

type Page = Data<'audit.list'>
/** Keys of the address that narrow the list. */
const AUDIT_KEYS = ['from', 'to', 'staff', 'method', 'about']

/** What staff changed, newest first, each with its before and after. */
export function AuditScreen() {
  const { query } = usePlace()
  const asked = queryOf(query, dayOf(serverNow()))
  const input = inputOf(asked)
  const first = useQuery('audit.list', input)
  return (
    <Screen title={text.title} crumb={text.crumb} end={<BeatBar />}>
      <Filter asked={asked} />
      {first.loading && <Skeleton rows={12} height={44} />}
      {first.error && <Failure standing={text.standing} error={first.error} onRetry={() => void first.reload()} />}
      {first.data?.lines.length === 0 && (
        <Empty
          title={text.emptyTitle}
          action={
            Object.keys(narrowing(query, AUDIT_KEYS)).length > 0 && <Button href={hrefOf('/audit')}>清掉筛选</Button>
          }
        >
          {text.empty}
        </Empty>
      )}
      {first.data && first.data.lines.length > 0 && (
        <Found key={JSON.stringify(input)} first={first.data} input={input} />
      )}
    </Screen>
  )
}

const methods = Object.entries(deeds).flatMap(([value, label]) => (label === null ? [] : [{ value, label }]))

function Filter({ asked }: { asked: AuditQuery }) {
  const staff = useQuery('staff.list', { left: true })
  const go = (change: Partial<AuditQuery>) => navigate(hrefOf('/audit', addressOf({ ...asked, ...change })))
  return (
    <FilterBar keys={AUDIT_KEYS}>
      <DateField label="从哪天" value={asked.from} onChange={(from) => go({ from })} />
      <span>到</span>
      <DateField label="到哪天" value={asked.to} onChange={(to) => go({ to })} />
      <Select
        aria-label={text.who}
        value={asked.staffId}
        onChange={(staffId) => go({ staffId })}
        options={[
          { value: '', label: text.everybody },
          ...(staff.data?.staff ?? []).map(({ id: value, name: label }) => ({ value, label })),
        ]}
      />
      <Select
        aria-label={text.did}
        showSearch={{ optionFilterProp: 'label' }}
        value={asked.method}
        onChange={(method) => go({ method })}
        options={[{ value: '', label: text.everything }, ...methods]}
      />
      <Input.Search
        className="audit-about"
        allowClear
        placeholder={text.about}
        defaultValue={asked.about}
        onSearch={(about) => go({ about })}
      />
    </FilterBar>
  )
}

function Found({ first, input }: { first: Page; input: ReturnType<typeof inputOf> }) {
  const pages = usePages(first, (before: NonNullable<Page['next']>) => call('audit.list', { ...input, before }))
  const [open, setOpen] = useState<AuditLine | null>(null)
  return (
    <section className="card" aria-label={text.title}>
      <header>
        <h2>{text.title}</h2>
        <div className="end">
          <ExportCsv
            name={`${text.title}-${input.from}-${input.to}`}
            heads={text.heads}
            rows={(report, stopped) =>
              everyPage(first, (before) => call('audit.list', { ...input, before }), cellsOf, { report, stopped })
            }
          />
        </div>
      </header>
      <PagedTable label={text.title} pages={pages} unit="条" idOf={idOf} columns={columns} onOpen={setOpen} />
      <Drawer
        open={open !== null}
        size={560}
        title={open ? `${open.name} · ${open.deed}` : ''}
        onClose={() => setOpen(null)}
      >
        {open && (
          <>
            <p className="hint">{stamp(open.at)}</p>
            <Changes line={open} />
          </>
        )}
      </Drawer>
    </section>
  )
}

const idOf = ({ id }: AuditLine) => id
const columns: Column<AuditLine>[] = [
  { key: 'at', name: text.when, width: 124, cell: ({ at }) => <When at={at} />, plain: ({ at }) => stamp(at) },
  { key: 'who', name: text.who, width: 120, cell: ({ name }) => name, plain: ({ name }) => name },
  {
    ...{ key: 'did', name: text.did, width: 200, grow: 1 },
    cell: (line) => (
      <>
        {line.deed}
        {line.state === 'failed' && (
          <span className="tag" data-kind="amber">
            {text.failed(line.code ?? '')}
          </span>
        )}
        {line.state === 'begun' && (
          <span className="tag" data-kind="brick" title={text.begunHint}>
            {text.begun}
          </span>
        )}
      </>
    ),
    plain: ({ deed }) => deed,
  },
  {
    ...{ key: 'about', name: text.changed, width: 260, grow: 2 },
    cell: ({ about, changes }) => (
      <span className="audit-ids" title={about.join('、')}>
        {about.slice(0, 3).join('、') || text.places(changes.length)}
      </span>
    ),
    plain: ({ about }) => about.join('、'),
  },
]

function cellsOf({ at, name, deed, state, code, about, changes, more, id }: AuditLine): CsvCell[] {
  const said = state === 'failed' ? text.failed(code ?? '') : state === 'begun' ? text.begun : text.done
  return [stamp(at), name, deed, said, about.join('、'), JSON.stringify(changes), more, id]
}
