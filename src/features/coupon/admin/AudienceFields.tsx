import { Select } from 'antd'
import { useQuery } from '../../../admin/useQuery'
import type { Audience } from '../rules'
import { Row } from './inputs'

/** The brand's tiers, lowest first; none while the page does not know them. */
export function useTiers(): readonly { id: string; name: string }[] {
  return useQuery('tier.getRules', {}).data?.rules.tiers ?? []
}

/** Whom it is for: tiers to choose from, segments and channels as they are called elsewhere. Nothing chosen is everybody. */
export function AudienceFields({
  audience,
  disabled,
  set,
}: {
  audience: Audience
  disabled: boolean
  set: (audience: Audience) => void
}) {
  const tiers = useTiers()
  const lists = [
    {
      key: 'tiers',
      label: '等级',
      hint: '不选就是所有等级',
      options: tiers.map(({ id, name }) => ({ value: id, label: name })),
    },
    { key: 'segments', label: '标签', hint: '会员有其中一个就行', options: [] },
    { key: 'channels', label: '渠道', hint: '第一次从哪来', options: [] },
  ] as const
  return (
    <>
      {lists.map(({ key, label, hint, options }) => (
        <Row key={key} label={label} id={`audience-${key}`}>
          <Select
            id={`audience-${key}`}
            mode={key === 'tiers' ? 'multiple' : 'tags'}
            className="coupon-wide"
            placeholder={hint}
            tokenSeparators={['、', '，', ',']}
            maxCount={20}
            disabled={disabled}
            value={audience[key]}
            onChange={(chosen: string[]) => set({ ...audience, [key]: chosen })}
            options={[...options]}
          />
        </Row>
      ))}
    </>
  )
}
