import './collections'
import '../intent/collections'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import { is } from '../../kernel/store'
import { afterGivingBack, afterTaking, type Consents, newConsents } from '../intent/consents'
import { externalOfAll } from '../person/server'
import type { Account } from '../points/rules'
import type { MemberBeat } from '../sop/memberBeats'
import { readAway } from './absences'
import { quotaPeriod } from './quota'
import { readAll } from './readAll'
import type { SendingRules } from './sendingRules'
import { placeOf, SINGLE_KIND, type SingleVerdict, singleVerdict } from './singleRules'

/** What is known of a page of members before each of them is asked about. */
export type PageFacts = Omit<Parameters<typeof singleVerdict>[1], 'now' | 'rules' | 'consents' | 'links'> & {
  links: Awaited<ReturnType<typeof externalOfAll>>
}

/** Seven wire calls a page: friends, absences, and what their customers got in the quota's period. */
export async function readFacts(
  { store, now }: Context,
  accounts: readonly Account[],
  beat: MemberBeat,
  sending: SendingRules,
): Promise<PageFacts> {
  const links = await externalOfAll(
    store,
    accounts.map(({ _id }) => _id),
  )
  const all = [...links.values()].flat()
  const away = await readAway(store, [...new Set(all.flatMap(({ guides }) => guides))], now)
  const customers = all.map(({ externalUserid }) => externalUserid)
  const { from, to } = quotaPeriod(sending.quotaRule, beat.date)
  const used =
    customers.length === 0
      ? []
      : await readAll(store, 'single_told', {
          customer: is.in(customers),
          date: is.and(is.gte(from), is.lte(to)),
          state: is.in(['assigned', 'sent']),
        })
  const here = new Set(used.filter((told) => told.beat === beat.beat).map(({ customer }) => customer))
  return {
    links,
    away: new Set(away.keys()),
    usesOf: (customer) => used.filter((told) => told.customer === customer).map(({ date }) => date),
    isIn: (customer) => here.has(customer),
  }
}

/** Asks the gate and takes the place that it gives in one guarded update; whoever holds one in vain gives it back. */
export function takePlace(
  { store, now }: Context,
  memberId: string,
  beat: MemberBeat,
  rules: SendingRules,
  { links, ...facts }: PageFacts,
): Promise<SingleVerdict> {
  const id = placeOf(beat.beat)
  return settle(store, 'consents', memberId, (found) => {
    const doc: Consents = found ?? newConsents(memberId, null)
    const verdict = singleVerdict(beat, { ...facts, now, rules, consents: doc, links: links.get(memberId) ?? [] })
    const holds = doc.heard.some((each) => each.id === id)
    if ((verdict.do === 'task') === holds) return { answer: verdict }
    if (verdict.do !== 'task') {
      const back = afterGivingBack(doc, id, { keepsCredit: true })
      if (back === null) return { answer: verdict }
      return { guard: { _id: memberId, seq: doc.seq }, change: { ...back, seq: doc.seq + 1 }, answer: verdict }
    }
    const taken = { ...afterTaking(doc, { id, kind: SINGLE_KIND, templateId: null }, now), seq: doc.seq + 1 }
    if (found === null) return { insert: { ...doc, ...taken }, answer: verdict }
    return { guard: { _id: memberId, seq: doc.seq }, change: taken, answer: verdict }
  })
}
