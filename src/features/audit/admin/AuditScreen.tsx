import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Data } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { moment, stamp } from '../../../admin/format'
import { ExportCsv, everyPage } from '../../../admin/parts/ExportCsv'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
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
      {first.data?.lines.length === 0 && <Empty title={text.emptyTitle}>{text.empty}</Empty>}
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
    <div className="audit-filter">
      <Input
        type="date"
        aria-label="从哪天"
        value={asked.from}
        onChange={({ target }) => target.value && go({ from: target.value })}
      />
      <span>到</span>
      <Input
        type="date"
        aria-label="到哪天"
        value={asked.to}
        onChange={({ target }) => target.value && go({ to: target.value })}
      />
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
    </div>
  )
}

function Found({ first, input }: { first: Page; input: ReturnType<typeof inputOf> }) {
  const { lines, next, error, busy, more } = usePages(first, (before: NonNullable<Page['next']>) =>
    call('audit.list', { ...input, before }),
  )
  return (
    <section className="card" aria-label={text.title}>
      <header>
        <h2>{text.title}</h2>
        <div className="end">
          <ExportCsv
            name={`${text.title}-${input.from}-${input.to}`}
            heads={text.heads}
            rows={() => everyPage(first, (before) => call('audit.list', { ...input, before }), cellsOf)}
          />
        </div>
      </header>
      <table className="audit-table">
        <thead>
          <tr>
            <th scope="col">{text.when}</th>
            <th scope="col">{text.who}</th>
            <th scope="col">{text.did}</th>
            <th scope="col">{text.changed}</th>
            <th scope="col">
              <span className="sr">{text.open}</span>
            </th>
          </tr>
        </thead>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </table>
      {error && next !== null && <Failure standing={text.olderMissing} error={error} onRetry={() => void more(next)} />}
      {next !== null && !error && (
        <div className="audit-older">
          <Button loading={busy} onClick={() => void more(next)}>
            {text.older}
          </Button>
        </div>
      )}
    </section>
  )
}

function Line({ line }: { line: AuditLine }) {
  const [open, setOpen] = useState(false)
  return (
    <tbody>
      <tr>
        <td>{moment(line.at, serverNow())}</td>
        <td>{line.name}</td>
        <td>
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
        </td>
        <td className="audit-ids">{line.about.slice(0, 3).join('、') || text.places(line.changes.length)}</td>
        <td>
          <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? text.close : text.open}
          </Button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <Changes line={line} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

function cellsOf({ at, name, deed, state, code, about, changes, more, id }: AuditLine): CsvCell[] {
  const said = state === 'failed' ? text.failed(code ?? '') : state === 'begun' ? text.begun : text.done
  return [stamp(at), name, deed, said, about.join('、'), JSON.stringify(changes), more, id]
}
