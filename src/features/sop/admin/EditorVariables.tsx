import { Button, Input } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { valuesOfGroup } from '../../delivery/admin/monthBudget'
import { isForMembers } from '../expand'
import type { Hearer } from '../lifeContract'
import type { NodeDraft } from '../nodeRules'
import type { Part } from '../rules'
import {
  groupAddress,
  isMemberVariable,
  proposeGroupText,
  scopeOf,
  textsOf,
  type VariableScope,
  valuesOfTime,
  variablesIn,
} from '../variables'
import type { SetDraft } from './Editor'

const scopeWords: Record<VariableScope, string> = {
  occurrence: '这一条',
  brand: '品牌',
  group: '每个群',
  member: '每个人',
}

/** What is offered of each scope; any other name may be written by hand and belongs to this node alone. */
const PALETTE: readonly (readonly [scope: VariableScope, names: readonly string[]])[] = [
  ['occurrence', ['产品', '价格', '主题']],
  ['brand', ['品牌', '客服', '小程序']],
  ['group', ['群名', '群主', '群人数']],
  ['member', ['昵称', '积分', '等级']],
]

/** The variables of a node: which there are, whose value they take, and the words for a whole group where they cannot go. */
export function EditorVariables({
  draft,
  set,
  editable,
  groups,
  texts,
  onInsert,
}: {
  draft: NodeDraft
  set: SetDraft
  editable: boolean
  groups: readonly Hearer[]
  /** Of the whole version, for how the brand addresses people. */
  texts: readonly string[]
  onInsert: (name: string) => void
}) {
  const used = [...new Set(draft.parts.flatMap(textsOf).flatMap(variablesIn))]
  const toMembers = isForMembers(draft.route)
  const personal = toMembers ? [] : used.filter(isMemberVariable)
  const known = valuesOfTime(draft.time)
  const shown = groups.slice(0, 2)
  const proposed = (text: string) => proposeGroupText(text, groupAddress(texts))
  const first = draft.parts.find((part) => part.type === 'text' && variablesIn(part.text).some(isMemberVariable))
  return (
    <section aria-label="变量">
      <header className="editor-head">
        <h2>变量</h2>
        <span className="hint">点一下插到光标处，发送时换成值</span>
      </header>
      {editable && (
        <div className="palette">
          {PALETTE.map(([scope, names]) => (
            <div key={scope}>
              <span className="hint">{scopeWords[scope]}</span>
              {names.map((name) => (
                <button
                  key={name}
                  type="button"
                  data-scope={scope}
                  disabled={scope === 'member' && !toMembers}
                  title={scope === 'member' && !toMembers ? '发到群里的消息不能带每个人的值' : `插入 {${name}}`}
                  onClick={() => onInsert(name)}
                >
                  {name}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
      {personal.length > 0 && (
        <div className="note variables-wrong" data-kind="amber" role="status">
          <Icon name="warn" size={14} />
          <div>
            <p>发到群里的消息不能带每个人的 {personal.map((name) => `{${name}}`).join('、')}。可以改成：</p>
            {first?.type === 'text' && <blockquote>{proposed(first.text)}</blockquote>}
            {editable && (
              <Button size="small" onClick={() => set({ parts: draft.parts.map((part) => forGroup(part, proposed)) })}>
                改成对大家说
              </Button>
            )}
          </div>
        </div>
      )}
      {used.length > 0 && (
        <table className="variables">
          <thead>
            <tr>
              <th scope="col">变量</th>
              <th scope="col">来源</th>
              <th scope="col">发出去时</th>
            </tr>
          </thead>
          <tbody>
            {used.map((name) => {
              const scope = scopeOf(name)
              return (
                <tr key={name}>
                  <td>
                    <mark>{name}</mark>
                  </td>
                  <td>{name in known ? '日期' : scopeWords[scope]}</td>
                  <td>
                    {name in known ? (
                      known[name]
                    ) : scope === 'member' ? (
                      <span className={toMembers ? undefined : 'brick'}>
                        {toMembers ? '每个人自己的' : '群里填不了'}
                      </span>
                    ) : scope === 'group' ? (
                      shown.map((group) => valuesOfGroup(group)[name]).join('、') + (groups.length > 2 ? ' …' : '')
                    ) : (
                      <Input
                        aria-label={`{${name}} 换成`}
                        size="small"
                        maxLength={100}
                        disabled={!editable}
                        status={(draft.variables[name] ?? '') === '' ? 'warning' : ''}
                        placeholder="还没有值，补上才能发布"
                        value={draft.variables[name] ?? ''}
                        onChange={(event) => set({ variables: { ...draft.variables, [name]: event.target.value } })}
                      />
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

function forGroup(part: Part, proposed: (text: string) => string): Part {
  if (part.type === 'text') {
    const tones = part.tones?.map(({ tone, text }) => ({ tone, text: proposed(text) }))
    return { ...part, text: proposed(part.text), ...(tones && { tones }) }
  }
  if (part.type === 'link') return { ...part, title: proposed(part.title), description: proposed(part.description) }
  return 'title' in part ? { ...part, title: proposed(part.title) } : part
}
