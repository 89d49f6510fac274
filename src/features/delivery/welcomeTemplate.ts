import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { GroupWelcome } from '../../../cloudfunctions/platform/wecomWelcome'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Decision, settle } from '../../kernel/settle'
import type { Doc } from '../../kernel/store'
import { requireVersion } from '../sop/versionStore'
import { requireStaff } from '../staff/access'
import { pack } from './attachments'
import { groupWelcome, welcomeNodes } from './welcomeContent'
import type { GroupWelcomeDoc } from './welcomeRules'
import { welcomeText } from './welcomeText'

/** Longer than a call of the function may run (ms). */
const CLAIM = MINUTE
const PAGE = 'features/checkin/pages/today/index'

export function isSilent(doc: GroupWelcomeDoc, now: number): boolean {
  return doc.state === 'making' && doc.at + CLAIM <= now
}

/**
 * Makes or edits the template of a version. WeCom's `add` cannot be asked about afterwards: a try without an answer stays `making`
 * and is made again only when a person says so. `edit` is harmless to repeat.
 */
export async function makeTemplate(
  context: Context,
  { sop, number, again }: { sop: string; number: number; again: boolean },
): Promise<GroupWelcomeDoc> {
  const { store, now, settings } = context
  const { name: madeBy } = requireStaff(context.caller)
  const nodes = welcomeNodes((await requireVersion(store, sop, number)).nodes, 'group_welcome')
  if (nodes.length === 0) refuse('NO_WELCOME', welcomeText.noNodes)
  const { text, parts, problems } = groupWelcome(nodes, settings.brandName)
  const { attachments, left } = await pack(context, parts, PAGE)
  if (text === '' && attachments.length === 0) refuse('WELCOME_EMPTY', welcomeText.templateEmpty)
  const [attachment] = attachments
  const welcome: GroupWelcome = { ...(text === '' ? {} : { text }), ...(attachment && { attachment }) }
  const fresh: Doc<'group_welcomes'> = {
    _id: `${sop}:${number}`,
    schema: 1,
    sop,
    version: number,
    state: 'making',
    templateId: await templateOf(context, sop, number),
    text,
    problems: [...problems, ...left.map(({ name }) => welcomeText.notSendable(name))],
    reason: null,
    by: context.requestId,
    madeBy,
    at: now,
  }
  const held = await hold(context, fresh, again)
  if (held.state === 'ready') return held
  return finish(context, held, await ask(context, held.templateId, welcome))
}

/** The template that owners have picked already: that of this version, else of the newest earlier one. */
async function templateOf({ store }: Context, sop: string, number: number): Promise<string | null> {
  const made = await store.find('group_welcomes', { sop }, { limit: 100 })
  const own = made.filter((doc) => doc.version <= number && doc.templateId !== null)
  return own.sort((a, b) => b.version - a.version)[0]?.templateId ?? null
}

async function hold({ store, now }: Context, fresh: Doc<'group_welcomes'>, again: boolean): Promise<GroupWelcomeDoc> {
  return settle(store, 'group_welcomes', fresh._id, (found): Decision<'group_welcomes', GroupWelcomeDoc> => {
    if (found === null) return { insert: fresh, answer: fresh }
    if (found.by === fresh.by) return { answer: found }
    if (found.state === 'ready' && found.text === fresh.text && !again) return { answer: found }
    if (found.state === 'making') {
      if (!isSilent(found, now)) refuse('WELCOME_BUSY', welcomeText.templateBusy)
      // An edit may be repeated; whether something was added only a person can see.
      if (found.templateId === null && !again) refuse('WELCOME_UNKNOWN', welcomeText.templateUnknown)
    }
    const { _id, ...change } = fresh
    return { guard: { _id, by: found.by, state: found.state }, change, answer: fresh }
  })
}

type Asked = { templateId: string } | { refused: string } | { silent: string }

async function ask({ wecom }: Context, templateId: string | null, welcome: GroupWelcome): Promise<Asked> {
  try {
    if (templateId === null) return { templateId: await wecom.addGroupWelcome(welcome) }
    await wecom.editGroupWelcome(templateId, welcome)
    return { templateId }
  } catch (error) {
    // Somebody deleted it in the console: the next try makes another one.
    if (error instanceof PlatformError && error.code === GONE) return { refused: `${GONE}` }
    if (error instanceof PlatformError) return { refused: error.mend }
    if (error instanceof NetworkError && error.outcome === 'not_sent') return { refused: error.mend }
    if (error instanceof NetworkError) return { silent: error.mend }
    throw error
  }
}

/** WeCom does not know the template (WD/92366). */
const GONE = 41058

async function finish(context: Context, held: GroupWelcomeDoc, asked: Asked): Promise<GroupWelcomeDoc> {
  const { store } = context
  if ('silent' in asked) return refuse('WELCOME_FAILED', welcomeText.templateFailed(asked.silent))
  const gone = 'refused' in asked && asked.refused === `${GONE}`
  const change: Partial<GroupWelcomeDoc> =
    'templateId' in asked
      ? { state: 'ready', templateId: asked.templateId }
      : { state: 'refused', reason: asked.refused, ...(gone ? { templateId: null } : {}) }
  const doc = await settle(store, 'group_welcomes', held._id, (found): Decision<'group_welcomes', GroupWelcomeDoc> => {
    if (found === null || found.by !== held.by || found.state !== 'making') return { answer: found ?? held }
    return { guard: { _id: held._id, by: held.by, state: 'making' }, change, answer: { ...found, ...change } }
  })
  if (gone) {
    // Other versions stood on the same template.
    await store.update('group_welcomes', { sop: held.sop, templateId: held.templateId }, { templateId: null })
    return refuse('WELCOME_GONE', welcomeText.templateGone)
  }
  if ('refused' in asked) return refuse('WELCOME_FAILED', welcomeText.templateFailed(asked.refused))
  return doc
}

/** Removes the template of a version at WeCom and then the record; what is gone already is fine. */
export async function removeTemplate({ store, wecom }: Context, sop: string, number: number): Promise<boolean> {
  const doc = await store.get('group_welcomes', `${sop}:${number}`)
  if (doc === null) return false
  const shared = (await store.find('group_welcomes', { sop, templateId: doc.templateId }, { limit: 2 })).length > 1
  if (doc.templateId !== null && !shared) {
    try {
      await wecom.removeGroupWelcome(doc.templateId)
    } catch (error) {
      const isGone = error instanceof PlatformError && error.code === GONE
      if (!isGone && (error instanceof PlatformError || error instanceof NetworkError)) {
        refuse('WELCOME_FAILED', welcomeText.templateFailed(error.mend))
      }
      if (!isGone) throw error
    }
  }
  await store.remove('group_welcomes', { _id: doc._id })
  return true
}
