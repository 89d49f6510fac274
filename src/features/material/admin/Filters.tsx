import { Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { MaterialKind, Purpose } from '../rules'
import { isMaterialKind, isPurpose, kindOptions, purposeOptions } from './words'

export interface Shown {
  kind?: MaterialKind | undefined
  purpose?: Purpose | undefined
  tag?: string | undefined
  words?: string | undefined
  archived?: boolean | undefined
}

/** What an address asks to see. */
export function shownBy(query: Readonly<Record<string, string>>): Shown {
  return {
    ...(isMaterialKind(query.kind) ? { kind: query.kind } : {}),
    ...(isPurpose(query.for) ? { purpose: query.for } : {}),
    ...(query.tag ? { tag: query.tag.slice(0, 12) } : {}),
    ...(query.q ? { words: query.q.slice(0, 60) } : {}),
    ...(query.archived === '1' ? { archived: true } : {}),
  }
}

/** Kind, purpose, words and the tags that are there; `fixed` kinds cannot be changed. */
export function Filters({
  shown,
  tags,
  fixed = false,
  onChange,
}: {
  shown: Shown
  tags: readonly { tag: string; count: number }[]
  fixed?: boolean
  onChange: (change: Shown) => void
}) {
  const [words, setWords] = useState(shown.words ?? '')
  const wanted = shown.words ?? ''
  useEffect(() => setWords(wanted), [wanted])
  // A request for each letter would be one too many.
  useEffect(() => {
    if (words.trim() === wanted) return
    const timer = setTimeout(() => onChange({ words: words.trim() || undefined }), 300)
    return () => clearTimeout(timer)
  }, [words, wanted, onChange])
  return (
    <div className="material-filters">
      <Input
        aria-label="搜素材"
        placeholder="名称或标签"
        allowClear
        maxLength={60}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {!fixed && (
        <Select
          aria-label="种类"
          allowClear
          placeholder="全部种类"
          value={shown.kind ?? null}
          options={kindOptions}
          onChange={(kind: MaterialKind | null | undefined) => onChange({ kind: kind ?? undefined })}
        />
      )}
      <Select
        aria-label="用途"
        allowClear
        placeholder="全部用途"
        value={shown.purpose ?? null}
        options={purposeOptions}
        onChange={(purpose: Purpose | null | undefined) => onChange({ purpose: purpose ?? undefined })}
      />
      <div className="material-tags">
        {tags.slice(0, 14).map(({ tag, count }) => (
          <button
            type="button"
            key={tag}
            aria-pressed={shown.tag === tag}
            onClick={() => onChange({ tag: shown.tag === tag ? undefined : tag })}
          >
            {tag} <small>{count}</small>
          </button>
        ))}
      </div>
    </div>
  )
}
