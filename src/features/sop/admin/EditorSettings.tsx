import { AutoComplete, Button, Input, Radio, Select } from 'antd'
import { isOpenFallback } from '../memberRoutes'
import type { NodeDraft } from '../nodeRules'
import type { LatePolicy, NodeKind, Route, SopNode } from '../rules'
import { kindWords, MODULES, routeWords } from '../words'
import type { SetDraft } from './Editor'
import { EditorAudience } from './EditorAudience'
import { EditorTime } from './EditorTime'
import type { World } from './editorChecks'

const routeHints: Record<Route, string> = {
  auto: '每群每天 1 条群发任务，其余群主待办',
  group_task: '占当天 1 条配额，群主点一下发出',
  staff_task: '群主一键转发，不占配额',
  single_task: '导购点一下，各自发给自己的好友，每位客户占 1 次',
  subscribe: '只给点过同意的会员',
  welcome: '新加的好友 20 秒内收到',
  group_welcome: '企业微信在新人进群时自动发',
}

const ROUTES = Object.keys(routeHints) as Route[]
const VALUES = ['福利价值', '知识价值', '社交价值', '情绪价值']
const TONES = ['亲切', '活泼', '专业', '利落']

/** Everything of a node beside its content: to whom, when, which way, and what it is. */
export function EditorSettings({
  draft,
  node,
  set,
  editable,
  world,
  onRemove,
}: {
  draft: NodeDraft
  node: SopNode | null
  set: SetDraft
  editable: boolean
  world: World
  onRemove: () => void
}) {
  const disabled = !editable
  const fallbacks = ROUTES.filter((route) => isOpenFallback(draft.route, route))
  // A node from an older table may hold one that leads nowhere: it is shown, so that somebody sees what to change.
  const closed = draft.fallback !== null && !fallbacks.includes(draft.fallback) ? draft.fallback : null
  return (
    <>
      <EditorAudience draft={draft} set={set} disabled={disabled} groups={world.groups} today={world.today} />
      <EditorTime draft={draft} node={node} set={set} disabled={disabled} world={world} />
      <fieldset>
        <legend>走哪条路</legend>
        <label htmlFor="node-route">发送方式</label>
        <Select<Route>
          id="node-route"
          popupMatchSelectWidth={false}
          disabled={disabled}
          value={draft.route}
          onChange={(route) => set({ route, ...(isOpenFallback(route, draft.fallback) ? {} : { fallback: null }) })}
          options={ROUTES.map(optionOf)}
        />
        <label htmlFor="node-fallback">走不通时</label>
        <Select<Route | 'none'>
          id="node-fallback"
          popupMatchSelectWidth={false}
          disabled={disabled}
          value={draft.fallback ?? 'none'}
          onChange={(fallback) => set({ fallback: fallback === 'none' ? null : fallback })}
          options={[
            { value: 'none', label: '不发，写明原因' },
            ...fallbacks.map(optionOf),
            ...(closed ? [{ value: closed, label: `${routeWords[closed]} · 用不上，请换一种`, disabled: true }] : []),
          ]}
        />
        <span className="label" id="node-late">
          过了窗口还没确认
        </span>
        <Radio.Group
          aria-labelledby="node-late"
          disabled={disabled}
          value={draft.late}
          onChange={(event) => set({ late: event.target.value as LatePolicy })}
          options={[
            { value: 'skip', label: '算错过，不补' },
            { value: 'send', label: '当天补发' },
            { value: 'ask', label: '问我' },
          ]}
        />
        <Window draft={draft} />
      </fieldset>
      <fieldset>
        <legend>这是什么</legend>
        <div className="pair">
          <div>
            <label htmlFor="node-column">栏目（群友看到的名字）</label>
            <Input
              id="node-column"
              maxLength={30}
              disabled={disabled}
              value={draft.column}
              onChange={(event) => set({ column: event.target.value })}
            />
          </div>
          <div>
            <label htmlFor="node-kind">种类</label>
            <Select<NodeKind>
              id="node-kind"
              disabled={disabled}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
              options={(['column', 'special', 'welcome'] as const).map((kind) => ({
                value: kind,
                label: kindWords[kind],
              }))}
            />
          </div>
          <Word
            id="node-module"
            label="内容模块"
            value={draft.module}
            words={MODULES}
            disabled={disabled}
            onChange={(module) => set({ module })}
          />
          <Word
            id="node-value"
            label="价值类别"
            value={draft.value}
            words={VALUES}
            disabled={disabled}
            onChange={(value) => set({ value })}
          />
          <Word
            id="node-tone"
            label="话术风格"
            value={draft.tone}
            words={TONES}
            disabled={disabled}
            onChange={(tone) => set({ tone })}
          />
          <Word
            id="node-owner"
            label="负责人"
            value={draft.owner}
            words={[...new Set(world.groups.map(({ ownerName }) => ownerName))]}
            disabled={disabled}
            onChange={(owner) => set({ owner })}
          />
        </div>
        <label htmlFor="node-effort">气氛组做什么</label>
        <Input
          id="node-effort"
          maxLength={200}
          disabled={disabled}
          placeholder="例如：两人接龙，先发一张自己的图"
          value={draft.effort}
          onChange={(event) => set({ effort: event.target.value })}
        />
        <label htmlFor="node-note">备注</label>
        <Input.TextArea
          id="node-note"
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          disabled={disabled}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
        {node?.source && (
          <p className="hint">
            来自 {node.source.sheet} 第 {node.source.row} 行
          </p>
        )}
        {editable && node !== null && (
          <Button size="small" danger onClick={onRemove} className="node-remove">
            从草稿里去掉这一条
          </Button>
        )}
      </fieldset>
    </>
  )
}

function optionOf(route: Route) {
  return { value: route, label: `${routeWords[route]} · ${routeHints[route]}` }
}

/** A word of the operator's own, with the usual ones offered. */
function Word({
  id,
  label,
  value,
  words,
  disabled,
  onChange,
}: {
  id: string
  label: string
  value: string
  words: readonly string[]
  disabled: boolean
  onChange: (value: string) => void
}) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <AutoComplete
        defaultActiveFirstOption={false}
        id={id}
        disabled={disabled}
        value={value}
        onChange={onChange}
        options={words.map((word) => ({ value: word }))}
      />
    </div>
  )
}

/** The first window as a line: sent, late from ten minutes on, closed. */
function Window({ draft: { slots, late } }: { draft: NodeDraft }) {
  const [slot] = slots
  if (slot === undefined) return null
  return (
    <p className="window" aria-hidden="true" data-late={late}>
      <i />
      <span>{slot.from} 发</span>
      <span>10 分钟后算迟</span>
      <span>{late === 'send' ? '当天都补' : `${slot.until} ${late === 'ask' ? '问你' : '关窗'}`}</span>
    </p>
  )
}
