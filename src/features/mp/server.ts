import './collections'
import { MP_NOT_SET_UP } from '../../../cloudfunctions/platform/mpCodes'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { type Edition, readEdition, writeRules } from '../../kernel/ruleBook'
import { type Decision, settle } from '../../kernel/settle'
import { together } from '../../kernel/together'
import { scopeOf } from '../staff/access'
import { mpBook } from './book'
import { listChannels } from './channels'
import type { MpMenu } from './collections'
import type { MenuState, MpView, mpContract } from './contract'
import { buttonsOf, menuDigest } from './menu'
import type { MpBook } from './rules'
import { mpText } from './text'

const MENU = 'menu'
/** APIs whose daily number an operator may run out of. */
const QUOTAS = [
  { name: '客服消息', path: '/cgi-bin/message/custom/send' },
  { name: '带参二维码', path: '/cgi-bin/qrcode/create' },
  { name: '菜单发布', path: '/cgi-bin/menu/create' },
]

export const mpHandlers: Handlers<typeof mpContract, Context> = {
  async 'mp.getBook'(_input, context) {
    return view(context, await readEdition(context.store, mpBook))
  },

  async 'mp.saveBook'({ book, revision, request }, context) {
    const { store, now, caller } = context
    const by = caller.kind === 'staff' ? caller.name : ''
    return view(context, await writeRules(store, mpBook, { rules: book, revision, request, by }, now))
  },

  async 'mp.publishMenu'({ revision }, context) {
    const { store, now, mp, settings, caller } = context
    if (!mp.ready) refuse('MP_NOT_SET_UP', mpText.notSetUp)
    const edition = await readEdition(store, mpBook)
    if (edition.revision !== revision) refuse('RULES_CHANGED', mpText.changedMeanwhile)
    const buttons = buttonsOf(edition.rules.menu, settings.appid)
    const told: Pick<MpMenu, 'state' | 'reason'> = await publish(context, buttons)
    const by = caller.kind === 'staff' ? caller.name : ''
    const doc: MpMenu = { _id: MENU, schema: 1, ...told, digest: menuDigest(buttons), at: now, by }
    const { _id, ...change } = doc
    await settle(store, 'mp_menus', MENU, (found): Decision<'mp_menus', null> => {
      if (found === null) return { insert: doc, answer: null }
      const same = found.at === now && found.digest === doc.digest && found.state === doc.state
      return same ? { answer: null } : { guard: { _id, at: found.at, state: found.state }, change, answer: null }
    })
    return { menu: menuState(doc, edition.rules, settings.appid) }
  },

  async 'mp.getQuota'(_input, { mp }) {
    try {
      const quotas = await together(QUOTAS.map(({ path }) => mp.quotaOf(path)))
      return {
        quotas: quotas.map(({ left, limit }, i) => ({ name: QUOTAS[i]?.name ?? '', left, limit })),
        reason: null,
      }
    } catch (error) {
      if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error
      const isMissing = error instanceof PlatformError && error.code === MP_NOT_SET_UP
      return { quotas: [], reason: isMissing ? mpText.notSetUp : `${error.mend}。` }
    }
  },
}

async function publish(
  { mp }: Context,
  buttons: ReturnType<typeof buttonsOf>,
): Promise<Pick<MpMenu, 'state' | 'reason'>> {
  try {
    await (buttons.length === 0 ? mp.deleteMenu() : mp.createMenu(buttons))
    return { state: 'live', reason: null }
  } catch (error) {
    if (error instanceof PlatformError) return { state: 'failed', reason: mpText.menuFailed(error.mend) }
    if (!(error instanceof NetworkError)) throw error
    if (error.outcome === 'not_sent') return { state: 'failed', reason: mpText.menuFailed(error.mend) }
    return { state: 'unknown', reason: mpText.menuUnknown }
  }
}

async function view({ store, mp, settings, caller }: Context, edition: Edition<MpBook>): Promise<MpView> {
  const { rules: book, revision, at, by } = edition
  const scope = await scopeOf(store, caller)
  const [menu, known, linked, channels] = await together([
    store.get('mp_menus', MENU),
    store.count('mp_followers', {}),
    store.count('mp_followers', { hasUnion: true }),
    listChannels(store, scope),
  ])
  return {
    book,
    revision,
    at,
    by,
    menu: menuState(menu, book, settings.appid),
    notSetUp: mp.ready ? null : mpText.notSetUp,
    followers: { known, linked },
    channels,
  }
}

function menuState(doc: MpMenu | null, book: MpBook, appid: string): MenuState {
  if (doc === null) return { state: 'never', reason: null, at: null, by: null }
  const { reason, at, by } = doc
  const differs = doc.digest !== menuDigest(buttonsOf(book.menu, appid))
  return { state: doc.state === 'live' && differs ? 'changed' : doc.state, reason, at, by }
}
