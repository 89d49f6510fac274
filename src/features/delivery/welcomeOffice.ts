import { nameOfRef } from '../material/rules'
import './collections'
import type { Context } from '../../context'
import { DAY, dayOf, startOf } from '../../kernel/day'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { requireVersion } from '../sop/versionStore'
import { scopeOf } from '../staff/access'
import { readColleagues } from '../staff/server'
import { friendWelcome, groupWelcome, type WelcomeContent, welcomeNodes } from './welcomeContent'
import type { GroupWelcomeView, WelcomePreview, WelcomeView, welcomeContract } from './welcomeContract'
import { type GroupWelcomeDoc, MISSED_WELCOMES, type WelcomeDoc } from './welcomeRules'
import { isSilent, makeTemplate, removeTemplate } from './welcomeTemplate'
import { welcomeText } from './welcomeText'

const SHOWN = 200

export const welcomeHandlers: Handlers<typeof welcomeContract, Context> = {
  async 'delivery.getWelcomes'({ date: wanted, only }, { store, now, caller }) {
    const date = wanted ?? dayOf(now)
    const scope = await scopeOf(store, caller)
    const own = scope === null ? {} : { user: is.in(scope.owners) }
    const ofDay = { ...own, at: is.and(is.gte(startOf(date)), is.lt(startOf(date) + DAY)) }
    const missed = { ...ofDay, state: is.in(MISSED_WELCOMES) }
    const [docs, colleagues, friends, sent, lost, none] = await together([
      store.find('welcomes', only === 'missed' ? missed : ofDay, { sort: [['at', -1]], limit: SHOWN }),
      readColleagues(store),
      store.count('welcomes', ofDay),
      store.count('welcomes', { ...ofDay, state: 'sent' }),
      store.count('welcomes', missed),
      store.count('welcomes', { ...ofDay, state: 'none' }),
    ])
    const names = new Map(colleagues.map(({ user, name }) => [user, name]))
    const items = docs.map((doc) => viewOf(doc, names.get(doc.user) ?? doc.user))
    return { date, totals: { friends, sent, missed: lost, none }, items }
  },

  async 'delivery.previewWelcome'({ sop, number }, { store, settings }): Promise<WelcomePreview> {
    const { nodes } = await requireVersion(store, sop, number)
    const names = { customer: '{客户称呼}', staff: '{员工称呼}', brand: settings.brandName }
    return {
      friend: shown(friendWelcome(welcomeNodes(nodes, 'welcome'), names)),
      group: shown(groupWelcome(welcomeNodes(nodes, 'group_welcome'), settings.brandName)),
      howToPick: welcomeText.howToPick,
    }
  },

  async 'delivery.makeGroupWelcome'(input, context) {
    const template = templateView(await makeTemplate(context, input), context.now)
    return { template, howToPick: welcomeText.howToPick }
  },

  async 'delivery.getGroupWelcomes'({ sop }, { store, now }) {
    const made = await store.find('group_welcomes', { sop }, { limit: 100 })
    const templates = made.sort((a, b) => b.version - a.version).map((doc) => templateView(doc, now))
    return { templates, howToPick: welcomeText.howToPick }
  },

  async 'delivery.removeGroupWelcome'({ sop, number }, context) {
    return { removed: await removeTemplate(context, sop, number) }
  },
}

function viewOf(doc: WelcomeDoc, staff: string): WelcomeView {
  const { _id: id, user, customer, externalUserid, channel, at, state, reason, text, attachments, sentAt } = doc
  const missed = MISSED_WELCOMES.includes(state)
  return { id, user, staff, customer, externalUserid, channel, at, state, missed, reason, text, attachments, sentAt }
}

function templateView(doc: GroupWelcomeDoc, now: number): GroupWelcomeView {
  const { sop, version, text, problems, reason, madeBy, at } = doc
  return { sop, version, state: isSilent(doc, now) ? 'unknown' : doc.state, text, problems, reason, madeBy, at }
}

function shown({ text, parts, problems }: WelcomeContent): WelcomePreview['friend'] {
  const attachments = parts.map((part) => {
    if ('title' in part) return part.title
    return part.type === 'images'
      ? part.materials.map(nameOfRef).join('、')
      : 'material' in part
        ? nameOfRef(part.material)
        : ''
  })
  // With the placeholders in it every name would count as open.
  return { text, attachments, problems: problems.filter((each) => !/\{(客户称呼|员工称呼)\}/.test(each)) }
}
