import { Button } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { Definition, Quota } from '../definition'
import { questionsOf } from '../model'
import { freeKey } from './blank'
import { ConditionField } from './ConditionField'
import { NumberField, TextField } from './inputs'
import { firstLine, subjectsOf, whenOf } from './sentence'

/** How many answers of a kind are taken. */
export function QuotaFields({ definition, change }: { definition: Definition; change: (next: Definition) => void }) {
  const { quotas } = definition
  const subjects = subjectsOf(questionsOf(definition))
  const [first] = subjects
  const set = (next: Quota[]) => change({ ...definition, quotas: next })
  const put = (at: number, next: Partial<Quota>) =>
    set(quotas.map((each, place) => (place === at ? { ...each, ...next } : each)))
  return (
    <>
      <h2>名额</h2>
      <p className="hint">满足条件的回答到了名额就不再收，会员在交卷前看到「名额已满」。一位都不会多收。</p>
      {quotas.map((quota, at) => (
        <div key={quota.key} className="survey-jump">
          <div className="survey-pair">
            <TextField label="名字" value={quota.name} most={30} onChange={(name) => put(at, { name })} />
            <NumberField
              label="最多几份"
              value={quota.cap}
              least={1}
              most={2000}
              onChange={(cap) => put(at, { cap: cap ?? 1 })}
            />
          </div>
          <ConditionField
            label={`名额 ${at + 1} 算哪些回答`}
            when={quota.when}
            subjects={subjects}
            onChange={(when) => when && put(at, { when })}
          />
          <Button size="small" onClick={() => set(quotas.filter((_, place) => place !== at))}>
            去掉这项名额
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={!first || quotas.length >= 10}
        icon={<Icon name="plus" size={12} />}
        onClick={() => {
          const when = first && whenOf({ mode: 'all', lines: [firstLine(first)] })
          const used = quotas.map(({ key }) => key)
          if (when) set([...quotas, { key: freeKey('n', used), name: '新的名额', when, cap: 100 }])
        }}
      >
        加一项名额
      </Button>
    </>
  )
}
