import type { CustomMessage } from '../../../cloudfunctions/platform/mp'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import type { PassiveReply } from '../inbound/rules'
import { passiveOf } from './compose'
import { type Met, noteSayings } from './follower'
import type { Follower } from './followerRules'
import { codePicture, coverMedia, pictureMedia } from './pictures'
import type { CodeKind, MpBook, ReplyPart } from './rules'
import { splitReply } from './rules'
import { mpText } from './text'

type Code = Extract<ReplyPart, { type: 'code' }>
type Told = Pick<Follower['said'][number], 'id' | 'outcome' | 'reason'>

/**
 * Sends what goes ahead of the answer, once and in order, and makes the answer. What WeChat refused goes into the answer; what got no reply
 * was perhaps sent and is left out.
 */
export async function say(
  context: Context,
  { follower, mine }: Pick<Met, 'follower' | 'mine'>,
  event: string,
  book: MpBook,
  parts: readonly ReplyPart[],
): Promise<PassiveReply | null> {
  const channel = follower.lastChannel
  const taken = follower.said.filter(({ id }) => id.startsWith(`${event}:`)).length
  const { ahead, answer } = splitReply(parts, Math.max(taken, mine.length))
  const codes = await codesIn(context, book, channel, parts)
  const told: Told[] = []
  const refused: ReplyPart[] = []
  for (const [n, part] of ahead.entries()) {
    const id = `${event}:${n}`
    if (!mine.includes(id)) continue
    const outcome = await send(context, follower.openid ?? '', part, codes)
    told.push({ id, ...outcome })
    if (outcome.outcome === 'refused') refused.push(part)
  }
  await noteSayings(context, follower._id, told)
  const rest = [...refused, ...answer]
  const [only] = rest
  const alone = rest.length === 1 && only?.type === 'code' ? await imageFor(context, codes.get(only.of) ?? null) : null
  return passiveOf(rest, {
    appid: context.settings.appid,
    picture: ({ of }: Code) => codes.get(of) ?? null,
    media: () => alone,
  })
}

async function codesIn(
  context: Context,
  book: MpBook,
  channel: string | null,
  parts: readonly ReplyPart[],
): Promise<Map<CodeKind, string | null>> {
  const codes = new Map<CodeKind, string | null>()
  for (const part of parts) {
    if (part.type !== 'code' || codes.has(part.of)) continue
    codes.set(part.of, await codePicture(context, book, channel, part.of))
  }
  return codes
}

/** Null when the picture cannot be brought to WeChat: the answer then shows a link to it. */
async function imageFor(context: Context, picture: string | null): Promise<string | null> {
  if (picture === null || !context.mp.ready) return null
  try {
    return await pictureMedia(context, picture)
  } catch (error) {
    if (error instanceof PlatformError || error instanceof NetworkError) return null
    throw error
  }
}

async function send(
  context: Context,
  openid: string,
  part: ReplyPart,
  codes: ReadonlyMap<CodeKind, string | null>,
): Promise<Pick<Told, 'outcome' | 'reason'>> {
  try {
    const message = await messageOf(context, part, codes)
    if (message === null) return { outcome: 'refused', reason: mpText.noCode }
    await context.mp.sendCustom(openid, message)
    return { outcome: 'sent', reason: null }
  } catch (error) {
    if (error instanceof PlatformError) return { outcome: 'refused', reason: error.mend }
    if (!(error instanceof NetworkError)) throw error
    // A picture that could not be brought to WeChat was no message yet.
    const sent = error.outcome === 'unknown' && error.api === 'message/custom/send'
    return sent ? { outcome: 'unknown', reason: mpText.silent } : { outcome: 'refused', reason: error.mend }
  }
}

async function messageOf(
  context: Context,
  part: ReplyPart,
  codes: ReadonlyMap<CodeKind, string | null>,
): Promise<CustomMessage | null> {
  if (part.type === 'text') return { type: 'text', text: part.text }
  if (part.type === 'link') {
    const { title, description, url, picture } = part
    return { type: 'news', title, description, url, picture }
  }
  if (part.type === 'card') {
    const { title, page } = part
    return { type: 'miniprogram', title, appid: context.settings.appid, path: page, mediaId: await coverMedia(context) }
  }
  const picture = codes.get(part.of) ?? null
  return picture === null ? null : { type: 'image', mediaId: await pictureMedia(context, picture) }
}
