import { Input, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../../client/parts/Button'
import { Notice } from '../../../../client/parts/Notice'
import { Section } from '../../../../client/parts/Page'
import { clockText, momentText } from '../../../../client/when'
import { offCents, yuan } from '../../worth'
import { Fact } from '../CouponCard'
import { faceOf, timesOf } from '../terms'
import { centsOf } from './cents'
import { text } from './text'
import type { Counter, Stage } from './useCounter'
import { Verdict } from './Verdict'

type At<S extends Stage['at']> = Extract<Stage, { at: S }>

/** The coupon may be used: whose it is, what it takes off, and one button that redeems it. */
export function Ready({ stage, counter }: { stage: At<'ready'>; counter: Counter }) {
  const { scan } = stage
  const { value, usable, note, stores } = scan.terms
  const [typed, setTyped] = useState('')
  const bill = centsOf(typed)
  const off = bill === 'wrong' ? null : offCents(value, bill)
  const short = value.kind !== 'exchange' && typeof bill === 'number' && off === null ? value.fromCents - bill : 0
  const trouble = bill === 'wrong' ? text.billWrong : short > 0 ? text.billMissing(yuan(short)) : counter.trouble
  const { before, figure, after, condition } = faceOf(value)
  return (
    <Verdict kind="ready" lead={scan.terms.title} onBack={counter.next}>
      <Section tight>
        <View className="facts">
          {value.kind === 'exchange' ? (
            <Fact name={text.facts.coupon}>{value.item}</Fact>
          ) : (
            <Fact name={text.facts.coupon}>{`${before}${figure}${after}，${condition}`}</Fact>
          )}
          <Fact name={text.facts.member}>{scan.memberName}</Fact>
          <Fact name={text.facts.until}>{scan.validTo}</Fact>
          <Fact name={text.facts.terms}>{timesOf(usable)}</Fact>
          {stores.length > 0 && <Fact name={text.facts.stores}>{stores.join('、')}</Fact>}
          {note !== '' && <Fact name={text.facts.note}>{note}</Fact>}
          {typeof bill === 'number' && off !== null && value.kind !== 'exchange' && (
            <Fact name={text.facts.due} big>
              {text.due(yuan(bill - off))}
            </Fact>
          )}
        </View>
        {value.kind !== 'exchange' && (
          <View className="counter__bill">
            <View className="lead">{text.bill}</View>
            <Input
              className="field"
              type="digit"
              maxlength={10}
              placeholder={text.billField}
              placeholderClass="field__placeholder"
              value={typed}
              onInput={({ detail }) => setTyped(detail.value)}
              aria-label={text.bill}
            />
          </View>
        )}
        {trouble && <View className="consent__trouble">{trouble}</View>}
      </Section>
      <Section tight>
        <Button
          look={bill === 'wrong' || short > 0 ? 'off' : 'primary'}
          size="lg"
          block
          busy={counter.busy}
          onPress={() => counter.redeem(bill === 'wrong' ? null : bill)}
        >
          {counter.busy ? text.confirming : text.confirm}
        </Button>
        <View className="counter__second">
          <Button look="text" onPress={counter.next}>
            {text.back}
          </Button>
        </View>
      </Section>
    </Verdict>
  )
}

/** It is redeemed: what to take off the bill, and for ten minutes the way back. */
export function Done({
  stage,
  store,
  counter,
  onUndo,
}: {
  stage: At<'done'>
  store: string
  counter: Counter
  onUndo: () => void
}) {
  const { redeemed, billCents, scan } = stage
  const { value } = scan.terms
  const lead =
    value.kind === 'exchange'
      ? text.doneItem(value.item)
      : redeemed.offCents > 0
        ? text.doneOff(redeemed.title, yuan(redeemed.offCents))
        : text.doneBare(redeemed.title)
  return (
    <Verdict kind="done" lead={lead} onBack={counter.next}>
      <Section tight>
        <View className="facts">
          {billCents !== null && (
            <>
              <Fact name={text.facts.due} big>
                {text.due(yuan(billCents - redeemed.offCents))}
              </Fact>
              <Fact name={text.facts.bill}>{text.billLess(yuan(billCents), yuan(redeemed.offCents))}</Fact>
            </>
          )}
          <Fact name={text.facts.member}>{redeemed.memberName}</Fact>
          {scan.number && <Fact name={text.facts.number}>{scan.number}</Fact>}
          <Fact name={text.facts.at}>{text.where(clockText(redeemed.at), store)}</Fact>
        </View>
        <View className="counter__note">
          <Notice icon="shield" look="jade">
            {text.doneNote}
          </Notice>
        </View>
        <View className="counter__next counter__next--jade">
          <Button look="ghost" size="lg" block icon="scan" onPress={counter.next}>
            {text.next}
          </Button>
        </View>
        <View className="counter__second">
          <Button look="text" busy={counter.busy} onPress={onUndo}>
            {text.undo}
          </Button>
        </View>
      </Section>
    </Verdict>
  )
}

/** It may not be used: why, in words that can be said to the member. */
export function Refused({ stage, counter }: { stage: At<'refused'>; counter: Counter }) {
  const { scan, why } = stage
  // An older server says nothing of the use.
  const used = scan?.used ?? null
  return (
    <Verdict kind="no" lead={used === null ? why : text.usedLead} onBack={counter.next}>
      <Section tight>
        {scan && (
          <View className="facts">
            {used && <Fact name={text.facts.usedAt}>{momentText(used.at)}</Fact>}
            {used && <Fact name={text.facts.usedIn}>{used.store}</Fact>}
            <Fact name={text.facts.coupon}>{scan.terms.title}</Fact>
            <Fact name={text.facts.member}>{scan.memberName}</Fact>
            {!used && <Fact name={text.facts.until}>{scan.validTo}</Fact>}
            {scan.number && <Fact name={text.facts.number}>{scan.number}</Fact>}
          </View>
        )}
        {used && (
          <View className="card counter__say">
            <View className="counter__how">{text.say}</View>
            <View className="counter__words">{text.sayUsed(momentText(used.at), used.store)}</View>
          </View>
        )}
        <View className="counter__next counter__next--ink">
          <Button look="ghost" size="lg" block icon="scan" onPress={counter.next}>
            {text.again}
          </Button>
        </View>
      </Section>
    </Verdict>
  )
}
