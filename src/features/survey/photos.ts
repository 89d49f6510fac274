import './collections'
import { CheckFailed } from '../../../cloudfunctions/platform/security'
import { mediaEventId } from '../../../cloudfunctions/platform/weappPush'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import { is } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { isOwnUpload } from '../post/rules'
import { readVerdict } from '../post/verdict'
import { findQuestion } from './branching'
import { readVersion } from './live'
import type { PhotoRecord } from './records'
import { refusal } from './text'

/** Where a member's pictures of surveys lie; no phone can write there. */
function folderOf(memberId: string): string {
  return `surveys/${hash64(`surveys ${memberId}`)}`
}

/** True for a picture that `keepPhoto` took over for this very member. */
export function isOwnPhoto(file: string, memberId: string): boolean {
  const path = /^cloud:\/\/[^/]+\/(.+)$/.exec(file)?.[1] ?? ''
  const name = path.startsWith(`${folderOf(memberId)}/`) ? path.slice(folderOf(memberId).length + 1) : ''
  return /^[a-z0-9_]{1,32}\/[0-9a-f]{32}\.(jpg|png|webp)$/.test(name)
}

/** 2: what is said to others, here to staff. */
const SCENE = 2

/**
 * Copies an upload to where its author cannot change it any more and has WeChat look at it. The same picture again is the same file
 * and the same question.
 */
export async function keepPhoto(
  context: Context,
  input: { survey: string; version: number; question: string; file: string },
): Promise<{ file: string; url: string }> {
  const { store, caller, photos, settings, now } = context
  const memberId = requireMember(caller)
  const { definition } = await readVersion(store, input.survey, input.version)
  if (findQuestion(definition, input.question)?.type !== 'image') refuse('NO_PHOTO_QUESTION', refusal.noPhotoQuestion)
  if (!isOwnUpload(input.file, memberId)) refuse('NOT_YOUR_PHOTO', refusal.notYourPhoto)
  requireConsent(await store.get('accounts', memberId), settings)
  const file = await photos.keep(input.file, `${folderOf(memberId)}/${input.survey}`)
  if (file === null) return refuse('PHOTO_UNREADABLE', refusal.photoUnreadable)
  const url = (await photos.urlsOf([file])).get(file) ?? ''
  const _id = hash64(file)
  if ((await store.get('survey_photos', _id)) === null) {
    const traceId = await asked(context, url)
    const { survey, question } = input
    await store.insert('survey_photos', { _id, schema: 1, file, memberId, survey, question, traceId, at: now })
  }
  await photos.drop([input.file])
  return { file, url }
}

/** The trace id, or null when WeChat could not be asked: nobody sees the picture then. */
async function asked({ security, caller }: Context, url: string): Promise<string | null> {
  try {
    return await security.startMediaCheck(caller.kind === 'visitor' ? caller.openid : '', SCENE, url)
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error
    console.error(JSON.stringify({ feature: 'survey', error: error.message }))
    return null
  }
}

/** Addresses of those pictures that WeChat has let pass; the others stay hidden. Three wire calls. */
export async function shownPhotos({ store, photos }: Context, files: readonly string[]): Promise<Map<string, string>> {
  if (files.length === 0) return new Map()
  const records = await store.find('survey_photos', { _id: is.in(files.map(hash64)) }, { limit: 1000 })
  const traces = records.flatMap(({ traceId }) => (traceId === null ? [] : [mediaEventId(traceId)]))
  const events = traces.length === 0 ? [] : await store.find('inbound_events', { _id: is.in(traces) }, { limit: 1000 })
  const passed = new Set(
    events.filter(({ raw }) => readVerdict(JSON.parse(raw))?.suggest === 'pass').map(({ _id }) => _id),
  )
  const isShown = ({ traceId }: PhotoRecord) => traceId !== null && passed.has(mediaEventId(traceId))
  return photos.urlsOf(
    records
      .filter(isShown)
      .map(({ file }) => file)
      .slice(0, 50),
  )
}
