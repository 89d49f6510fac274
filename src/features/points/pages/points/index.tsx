import { View } from '@tarojs/components'
import Taro, { useReachBottom } from '@tarojs/taro'
import { useAnswer } from '../../../../client/answer'
import { askConsent } from '../../../../client/consent'
import { Ring } from '../../../../client/parts/Beat'
import { Button } from '../../../../client/parts/Button'
import { Notice, StaleNotice } from '../../../../client/parts/Notice'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock, SkeletonRows } from '../../../../client/parts/Skeleton'
import { Empty, LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { figure, momentText } from '../../../../client/when'
import { TierRow } from '../../../tier/pages/TierEntry'
import type { OwnLine, WalletView } from '../../contract'
import { text as wording } from '../../text'
import { text } from '../text'
import { useLedger } from '../useLedger'
import { Buys, LotBar } from '../Wallet'

const assetNames = wording.asset

/** The balance, and every movement that led to it. */
export default function PointsPage() {
  const { first, lines, next, loading, troubled, more } = useLedger()
  useReachBottom(more)
  const walletAsked = useAnswer('points.getWallet', {})
  const centre = useAnswer('coupon.getCentre', {})
  const wallet = walletAsked.answer?.data ?? null
  // All at once or nothing: what comes later would push the rest down.
  const settled = [first, walletAsked, centre].every(({ answer, failure }) => answer !== null || failure !== null)
  const balance = settled ? first.answer?.data.balance : undefined
  const waiting = balance === undefined && (first.failure === null || !settled)
  if (first.answer === null && first.failure?.code === 'CONSENT_REQUIRED') {
    return (
      <Page tab="points">
        <Section>
          <Empty
            title={text.refused}
            hint={text.refusedHint}
            action={text.refusedAction}
            onAction={() => void askConsent().then((given) => (given ? first.again() : undefined))}
          />
        </Section>
      </Page>
    )
  }
  if (balance === undefined) {
    return (
      <Page tab="points">
        {waiting ? (
          <View className="skeleton skeleton--padded" {...spoken('status', { label: text.loading })}>
            <SkeletonBlock look="figure" />
            <SkeletonBlock look="text" />
            <SkeletonRows rows={6} label={text.loading} />
          </View>
        ) : (
          <Section>
            {first.failure && (
              <LoadFailure title={text.failed} failure={first.failure} onAgain={() => void first.again()} />
            )}
          </Section>
        )}
      </Page>
    )
  }
  return (
    <Page tab="points">
      <Section tight>
        <StaleNotice asked={first} />
        <View className="lead">{text.balance}</View>
        <View className="figure-xl">{figure(available(balance, wallet))}</View>
        {wallet && <LotBar wallet={wallet} />}
        <TierRow />
      </Section>
      {wallet && <Buys wallet={wallet} centre={centre.answer?.data.offers ?? []} />}
      <Section title={text.ledger}>
        {lines.length === 0 && (
          <Empty
            title={text.empty}
            hint={text.emptyHint}
            action={text.emptyAction}
            onAction={() => void Taro.switchTab({ url: '/features/checkin/pages/today/index' })}
          />
        )}
        {lines.map((line) => (
          <LedgerRow key={line.id} line={line} />
        ))}
        {lines.length > 0 && next !== null && (
          <View className="ledger__more">
            <Button look="ghost" busy={loading} onPress={more}>
              {loading ? text.moreLoading : troubled ? text.moreFailed : text.more}
            </Button>
          </View>
        )}
        {lines.length > 0 && next === null && <View className="ledger__end">{text.end}</View>}
        {lines.length > 0 && <Notice icon="info">{text.ledgerNote}</Notice>}
      </Section>
      {lines.length <= 6 && <WhereFrom />}
    </Page>
  )
}

/** What is set aside for something under way cannot be spent twice. */
function available(balance: number, wallet: WalletView | null): number {
  return wallet === null ? balance : wallet.balance - wallet.held
}

/** Which lot it filled, or from which it took. What an older version kept on the phone knows none. */
export function lotWords({ asset, delta, touched }: Pick<OwnLine, 'asset' | 'delta' | 'touched'>): string {
  if (asset !== 'points' || touched === undefined || touched.length === 0) return ''
  if (delta > 0) {
    const days = [...new Set(touched.map(({ expires }) => expires))]
    return days.map((day) => (day === null ? text.putInForever : text.putIn(day))).join('、')
  }
  const parts = touched.map(({ expires, amount }) =>
    expires === null ? text.tookForever(figure(amount)) : text.tookPart(expires, figure(amount)),
  )
  return text.took(parts.join('、'))
}

function LedgerRow({ line }: { line: OwnLine }) {
  return (
    <View className="ledger-row">
      <View className="grow">
        <View className="ledger-row__reason">{line.reason}</View>
        <View className="ledger-row__when">{[momentText(line.at), lotWords(line)].filter(Boolean).join('，')}</View>
      </View>
      <View className={`ledger-row__delta${line.delta > 0 ? ' is-plus' : ''}`}>
        {line.delta > 0 ? `+${figure(line.delta)}` : figure(line.delta)}
        <View className="ledger-row__left">
          {line.asset !== 'points' && `${assetNames[line.asset]} `}
          {text.left(figure(line.balanceAfter))}
        </View>
      </View>
    </View>
  )
}

/** For those who are new here: what brings points. */
function WhereFrom() {
  return (
    <Section title={text.earn}>
      <View className="card card--list">
        {text.earnLines.map(({ icon, title, text: words }) => (
          <View key={title} className="earn">
            <Ring icon={icon} look={icon === 'check' ? 'jade' : 'amber'} />
            <View className="grow">
              <View className="earn__title">{title}</View>
              <View className="earn__text">{words}</View>
            </View>
          </View>
        ))}
      </View>
    </Section>
  )
}
