import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import type { Day } from '../../../kernel/day'
import { valuesOfGroup } from '../../delivery/admin/monthBudget'
import { matchesGroup } from '../audience'
import { isForMembers } from '../expand'
import type { Hearer } from '../lifeContract'
import type { NodeDraft } from '../nodeRules'
import { inTone, toneFor, tonesOf } from '../tones'
import { filledParts } from '../variables'
import type { Check } from './editorChecks'
import { toneName } from './editorTones'
import { PhoneArticle, PhoneCard } from './PhonePages'
import { PhoneParts } from './PhoneParts'
import { PhoneSubscribe } from './PhoneSubscribe'

type Surface = 'chat' | 'card' | 'subscribe' | 'article'

const SURFACES: { value: Surface; label: string }[] = [
  { value: 'chat', label: '群消息' },
  { value: 'card', label: '卡片' },
  { value: 'subscribe', label: '订阅消息' },
  { value: 'article', label: '公众号' },
]

/** The message as one of its groups reads it, and what stands in its way. */
export function EditorPreview({
  draft,
  checks,
  groups,
  today,
  beat,
  tone,
  onTone,
}: {
  draft: NodeDraft
  checks: readonly Check[]
  groups: readonly Hearer[]
  today: Day
  /** Whose words are shown: those of the next beat. */
  beat: string
  /** A tone that somebody wants to see ('' is the node's own); null: what the chosen group hears. */
  tone: string | null
  onTone: (tone: string | null) => void
}) {
  const matched = groups.filter((group) => matchesGroup(draft.audience, group, today))
  const [wanted, setWanted] = useState<string | null>(null)
  const group = matched.find(({ id }) => id === wanted) ?? matched[0] ?? null
  const toMember = isForMembers(draft.route)
  const tones = tonesOf(draft)
  const heard = group && !toMember ? toneFor(draft, group, beat) : draft.tone
  const shown = tone === null || !tones.includes(tone) ? (tone === '' ? draft.tone : heard) : tone
  const worded = { ...draft, parts: inTone(draft.parts, shown) }
  const parts = filledParts(worded, group && !toMember ? valuesOfGroup(group) : {})
  const [surface, setSurface] = useState<Surface>(draft.route === 'subscribe' ? 'subscribe' : 'chat')
  const stops = checks.filter(({ level }) => level === 'save' || level === 'publish').length
  return (
    <aside className="editor-preview" aria-label="预览和检查">
      <div className="preview-head">
        <Segmented<Surface>
          size="small"
          aria-label="看哪里的样子"
          value={surface}
          onChange={setSurface}
          options={SURFACES}
        />
        {!toMember && surface !== 'subscribe' && matched.length > 0 && (
          <Select
            size="small"
            aria-label="用哪个群预览"
            value={group?.id ?? null}
            onChange={(id) => {
              setWanted(id)
              onTone(null)
            }}
            options={matched.slice(0, 50).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
      {tones.length > 1 && surface !== 'subscribe' && (
        <div className="preview-tone">
          <Segmented
            size="small"
            aria-label="看哪种语气"
            value={shown}
            options={tones.map((each) => ({ value: each, label: each === draft.tone ? toneName(each) : each }))}
            onChange={(each) => onTone(each === draft.tone ? '' : each)}
          />
          <span className="hint">
            {toMember
              ? '发给个人的用第一种'
              : shown === heard
                ? '这个群下一次听到的'
                : `这个群下一次听到「${toneName(heard)}」`}
          </span>
        </div>
      )}
      {surface === 'chat' && (
        <PhoneParts
          parts={parts}
          node={draft}
          title={toMember ? '企业微信 · 单聊' : (group?.name ?? '客户群')}
          members={toMember ? null : (group?.members ?? null)}
          sender={draft.owner || group?.ownerName || '群主'}
        />
      )}
      {surface === 'card' && <PhoneCard draft={draft} parts={parts} />}
      {surface === 'subscribe' && <PhoneSubscribe draft={draft} beat={beat} today={today} />}
      {surface === 'article' && (
        <PhoneArticle draft={draft} parts={parts} today={today} account={draft.variables.公众号 || '品牌公众号'} />
      )}
      <section className="editor-checks">
        <header>
          <h2>检查</h2>
          <span className={stops > 0 ? 'brick' : 'jade'}>{stops > 0 ? `${stops} 项要改` : '可以发布'}</span>
        </header>
        <ul className="checks">
          {checks.map(({ name, level, words }) => (
            <li key={name} data-kind={level === 'ok' ? 'ok' : level === 'advice' ? 'soft' : 'stop'}>
              <Icon name={level === 'ok' ? 'check' : level === 'advice' ? 'warn' : 'close'} size={14} />
              <span>{name}</span>
              <div>
                <span className="sr">
                  {level === 'save'
                    ? '存不了：'
                    : level === 'publish'
                      ? '发布不了：'
                      : level === 'advice'
                        ? '建议：'
                        : '没问题：'}
                </span>
                {words}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  )
}
