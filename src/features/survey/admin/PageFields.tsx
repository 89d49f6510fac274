import { Button, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { Definition } from '../definition'
import { END, type Page } from '../model'
import { ConditionField } from './ConditionField'
import { Field, TextField } from './inputs'
import { earlier, withPage, withPageChanged } from './outline'
import { firstLine, subjectsOf, whenOf } from './sentence'
import type { Spot } from './spots'

/** A page's title, when it is shown, and where it leads. */
export function PageFields({
  definition,
  page: key,
  change,
  go,
}: {
  definition: Definition
  page: string
  change: (next: Definition) => void
  go: (spot: Spot) => void
}) {
  const at = definition.pages.findIndex((page) => page.key === key)
  const page = definition.pages[at]
  if (!page) return null
  const set = (next: Partial<Page>) => change(withPageChanged(definition, { ...page, ...next }))
  const after = definition.pages.slice(at + 1)
  const subjects = subjectsOf(earlier(definition, key, null, true))
  const [first] = subjects
  const targets = [
    ...after.map((each, step) => ({
      value: each.key,
      label: `第 ${at + 2 + step} 页${each.title ? `「${each.title}」` : ''}`,
    })),
    { value: END, label: '直接结束' },
  ]
  return (
    <>
      <h2>第 {at + 1} 页</h2>
      <TextField label="页的标题（可不填）" value={page.title} most={60} onChange={(title) => set({ title })} />
      <h3>什么时候显示这一页</h3>
      <ConditionField
        label="显示条件"
        when={page.showIf}
        subjects={subjectsOf(earlier(definition, key, null))}
        always="总是显示"
        onChange={(showIf) => set({ showIf })}
      />
      <h3>答完这一页去哪里</h3>
      <p className="hint">从上往下，第一条满足的算数；只能往后跳。都不满足就到下一页。</p>
      {page.jumps.map((jump, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: jumps are asked in order and have no other identity
        <div key={place} className="survey-jump">
          <ConditionField
            label={`跳转 ${place + 1} 的条件`}
            when={jump.when}
            subjects={subjects}
            onChange={(when) =>
              when && set({ jumps: page.jumps.map((each, one) => (one === place ? { ...each, when } : each)) })
            }
          />
          <div className="survey-jump-to">
            <Field label="跳到">
              {(id) => (
                <Select
                  id={id}
                  size="small"
                  value={jump.to}
                  onChange={(to) =>
                    set({ jumps: page.jumps.map((each, one) => (one === place ? { ...each, to } : each)) })
                  }
                  options={targets}
                />
              )}
            </Field>
            <Button size="small" onClick={() => set({ jumps: page.jumps.filter((_, one) => one !== place) })}>
              去掉这条
            </Button>
          </div>
        </div>
      ))}
      <Button
        size="small"
        disabled={!first || page.jumps.length >= 10}
        icon={<Icon name="plus" size={12} />}
        onClick={() => {
          const last = subjects.at(-1)
          const when = last && whenOf({ mode: 'all', lines: [firstLine(last)] })
          if (when) set({ jumps: [...page.jumps, { when, to: END }] })
        }}
      >
        加一条跳转
      </Button>
      <p className="survey-next">
        <Button
          size="small"
          type="text"
          onClick={() => {
            const made = withPage(definition, key)
            change(made.definition)
            go({ at: 'page', key: made.key })
          }}
        >
          在后面加一页
        </Button>
      </p>
    </>
  )
}
