import { useMemo } from 'react'
import { useNow } from '../../../admin/clock'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, isDay } from '../../../kernel/day'
import { speaksTo } from '../audience'
import { draftOf } from './beatMove'
import { Editor } from './Editor'
import { blankDraft } from './editorForm'
import './version.css'
import './editor.css'

/** One node of a version with everything it says: content, time, hearers, way; the phone and the checks beside it. */
export function EditorScreen() {
  const { query } = usePlace()
  const number = Number(query.v)
  const asked = query.sop !== undefined && Number.isInteger(number) && number > 0
  const version = useQuery('sop.getVersion', asked && query.sop ? { sop: query.sop, number } : null)
  const hearers = useQuery('sop.getHearers', asked && query.sop ? { sop: query.sop } : null)
  const rules = useQuery('delivery.getRules', {})
  const now = useNow(60_000)
  const data = version.data?.version ?? null
  const { node: key, festival, date, from } = query
  const node = data?.nodes.find((one) => one.key === key) ?? null
  const begin = useMemo(() => {
    if (data === null) return null
    if (key === 'new') {
      const keys = data.nodes.map((one) => one.key)
      return blankDraft(keys, { festival, date: date !== undefined && isDay(date) ? date : undefined, from })
    }
    const there = data.nodes.find((one) => one.key === key)
    return there ? draftOf(there) : null
  }, [data, key, festival, date, from])
  if (data && begin && hearers.data && now > 0) {
    return (
      <Editor
        key={`${data._id}:${key ?? ''}`}
        version={data}
        node={node}
        begin={begin}
        groups={hearers.data.groups.filter((group) => speaksTo(data, group))}
        holidays={hearers.data.holidays}
        quiet={rules.data?.rules.quiet ?? null}
        today={dayOf(now)}
        now={now}
        onSaved={(saved) => version.put({ version: saved })}
      />
    )
  }
  const error = version.error ?? hearers.error
  return (
    <Screen title="编辑内容">
      {error ? (
        <Failure
          standing="线上的版本照常进行。"
          error={error}
          onRetry={() => {
            void version.reload()
            void hearers.reload()
          }}
        />
      ) : !asked || (data && begin === null) ? (
        <Empty title="这里没有可以编辑的内容">它可能刚被从草稿里去掉。回到日历或版本里，再选一条。</Empty>
      ) : (
        <Skeleton rows={14} height={40} />
      )}
    </Screen>
  )
}
