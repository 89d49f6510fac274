import { View } from '@tarojs/components'
import { Button } from '../../../client/parts/Button'
import { Section } from '../../../client/parts/Page'
import { Budget } from './Budget'
import { text } from './text'
import { useReminders } from './useReminders'

/** The budget on a page of other things; it keeps its room while it loads. */
export function MessageBudget() {
  const { asked, prefer } = useReminders()
  const view = asked.answer?.data
  // What an older version kept on the phone knows no budget: as good as nothing until the server answers.
  if (view?.sending) return <Budget view={view} onPrefer={prefer} />
  return (
    <Section title={text.budgetTitle}>
      <View className="card budget budget--empty">
        {asked.failure && (
          <>
            <View className="caption">{text.failed}</View>
            <Button look="text" onPress={() => void asked.again()}>
              {text.again}
            </Button>
          </>
        )}
      </View>
    </Section>
  )
}
