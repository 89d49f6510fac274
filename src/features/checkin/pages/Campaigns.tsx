import { View } from '@tarojs/components'
import { Ring } from '../../../client/parts/Beat'
import { Section } from '../../../client/parts/Page'
import type { CampaignStepView, CampaignView } from '../contract'
import { text } from './text'

/** What is running on top of the everyday rewards, and how far the member has come in it. */
export function Campaigns({ campaigns }: { campaigns: readonly CampaignView[] }) {
  return (
    <>
      {campaigns.map(({ id, title, from, until, total, steps, note }) => (
        <Section key={id} title={title} aside={text.campaignTotal(total)}>
          <View className="card card--list">
            {steps.map((step) => (
              <CampaignStep key={step.title} step={step} />
            ))}
          </View>
          <View className="caption score__hint">{text.campaignUntil(from, until)}</View>
          {note && <View className="caption score__hint">{note}</View>}
        </Section>
      ))}
    </>
  )
}

function CampaignStep({ step: { title, gift, reached, left } }: { step: CampaignStepView }) {
  const words = reached ? text.reached : left === null ? text.onTheDay : text.toGo(left)
  return (
    <View className="earn">
      <Ring icon={reached ? 'check' : 'gift'} look={reached ? 'jade' : 'plain'} />
      <View className="grow">
        <View className="earn__title">{title}</View>
        <View className="earn__text">{gift}</View>
      </View>
      <View className={`tag${reached ? ' tag--jade' : ''}`}>{words}</View>
    </View>
  )
}
