import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useMemo } from 'react'
import { call } from '../../../../client/call'
import { asFailure } from '../../../../client/failure'
import { Button } from '../../../../client/parts/Button'
import { Notice } from '../../../../client/parts/Notice'
import { Section } from '../../../../client/parts/Page'
import { say } from '../../../../client/toast'
import { figure } from '../../../../client/when'
import { Fact } from '../../../coupon/pages/CouponCard'
import type { DrawView, FlashView } from '../../contract'
import { commitmentOf, scoreOf } from '../../draw'
import { text } from '../text'

/** Before the draw the fingerprint of its seed; after it everything that lets anybody draw again. */
export function DrawProof({ session, draw }: { session: FlashView; draw: DrawView }) {
  const { mine } = session
  const { seed, commitment, lastScore } = draw
  const ticket = mine.state === 'none' ? null : mine.ticket
  const genuine = useMemo(() => seed !== null && commitmentOf(seed) === commitment, [seed, commitment])
  const score = useMemo(() => (seed !== null && ticket !== null ? scoreOf(seed, ticket) : null), [seed, ticket])
  if (seed === null) {
    return (
      <Section title={text.promise}>
        <View className="facts">
          <View className="flash-code">{commitment}</View>
          <View className="flash-code__hint">{text.promiseHint}</View>
        </View>
      </Section>
    )
  }
  return (
    <Section title={text.proof}>
      <Notice icon={genuine ? 'shield' : 'warn'} look={genuine ? 'jade' : 'amber'}>
        {genuine ? text.checked : text.unchecked}
      </Notice>
      <View className="facts">
        <Fact name={text.facts.entrants}>{text.people(figure(draw.entrants ?? 0))}</Fact>
        <Fact name={text.facts.winners}>{text.people(figure(draw.winners ?? 0))}</Fact>
        {ticket !== null && <Fact name={text.facts.mine}>{ticket}</Fact>}
        {score !== null && <Fact name={text.facts.score}>{short(score)}</Fact>}
        {lastScore !== null && <Fact name={text.facts.last}>{short(lastScore)}</Fact>}
        <Fact name={text.facts.seed}>
          <View className="flash-code">{seed}</View>
        </Fact>
        <Fact name={text.facts.commitment}>
          <View className="flash-code">{commitment}</View>
        </Fact>
      </View>
      <View className="flash-proof">
        <View>{text.check}</View>
        <Button look="text" onPress={() => void copyAll(session.session, draw)}>
          {text.copy}
        </Button>
      </View>
    </Section>
  )
}

/** Enough of a score to see which of two is lower. */
function short(score: string): string {
  return `${score.slice(0, 12)}…`
}

async function copyAll(session: string, { seed, commitment }: DrawView): Promise<void> {
  try {
    const lines = [`seed ${seed}`, `sha256(seed) ${commitment}`]
    let after = ''
    for (;;) {
      const { data } = await call('flash.getTickets', { session, after })
      lines.push(...data.tickets)
      const last = data.tickets.at(-1)
      if (!data.more || last === undefined) break
      after = last
    }
    await Taro.setClipboardData({ data: lines.join('\n') })
    say(text.copied, 'check')
  } catch (error) {
    say(asFailure(error).message, 'info')
  }
}
