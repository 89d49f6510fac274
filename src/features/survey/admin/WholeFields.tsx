import { Radio, Select } from 'antd'
import { useQuery } from '../../../admin/useQuery'
import type { Definition } from '../definition'
import type { SurveyForm } from './draftForm'
import { Field, NumberField, TextField } from './inputs'
import { editorText } from './text'

/** What stands before and after the questions, whose answers they are, and what they bring. */
export function WholeFields({
  form,
  fixed,
  put,
}: {
  form: SurveyForm
  fixed: boolean
  put: (form: SurveyForm) => void
}) {
  const { name, draft } = form
  const batches = useQuery('coupon.listBatches', {})
  const set = (change: Partial<Definition>) => put({ name, draft: { ...draft, ...change } })
  return (
    <>
      <TextField
        label="内部名字（会员看不到）"
        value={name}
        most={40}
        onChange={(next) => put({ name: next, draft })}
      />
      <TextField label="标题" value={draft.title} most={40} onChange={(title) => set({ title })} />
      <TextField label="开头" lines={2} value={draft.intro} most={500} onChange={(intro) => set({ intro })} />
      <TextField label="交完之后" lines={2} value={draft.thanks} most={300} onChange={(thanks) => set({ thanks })} />
      <h3 id="survey-names">匿名还是实名</h3>
      <Radio.Group
        aria-labelledby="survey-names"
        disabled={fixed}
        value={draft.anonymous}
        onChange={(event) => set({ anonymous: event.target.value === true })}
        options={[
          { value: false, label: '实名' },
          { value: true, label: '匿名' },
        ]}
      />
      <p className="note survey-honest">
        <span>
          {draft.anonymous ? editorText.anonymousWhy : editorText.namedWhy}
          {fixed && ' 发布过，不能再改；要改就复制一份新的。'}
        </span>
      </p>
      <h3>奖励</h3>
      <div className="survey-pair">
        <NumberField
          label="积分"
          placeholder="不送"
          least={1}
          most={100_000}
          value={draft.reward.points}
          onChange={(points) => set({ reward: { ...draft.reward, points } })}
        />
        <Field label="优惠券" hint={batches.error ? `券没有取到：${batches.error.message}` : undefined}>
          {(id) => (
            <Select<string>
              id={id}
              loading={batches.loading}
              value={draft.reward.batch ?? ''}
              onChange={(batch) => set({ reward: { ...draft.reward, batch: batch === '' ? null : batch } })}
              options={[
                { value: '', label: '不送' },
                ...(batches.data?.batches ?? []).map(({ _id, terms }) => ({ value: _id, label: terms.title })),
                ...(draft.reward.batch && !batches.data?.batches.some(({ _id }) => _id === draft.reward.batch)
                  ? [{ value: draft.reward.batch, label: draft.reward.batch }]
                  : []),
              ]}
            />
          )}
        </Field>
      </div>
      <p className="hint">每次交卷只发一次，走积分流水和发券，查得到。</p>
    </>
  )
}
