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

interface PhotoRequest {
  survey: string
  version: number
  question: string
  file: string
}

/**
 * Copies an upload to where its author cannot change it any more and has WeChat look at it. The same upload again
 * is answered the same.
 */
export async function keepPhoto(context: Context, input: PhotoRequest): Promise<{ file: string; url: string }> {
  const { store, caller, photos, now } = context
  const memberId = requireMember(caller)
  if (!isOwnUpload(input.file, memberId)) refuse('NOT_YOUR_PHOTO', refusal.notYourPhoto)
  // By the upload: an answer that was lost is asked for again, and the upload may be gone by then.
  const _id = hash64(input.file)
  const known = await store.get('survey_photos', _id)
  const file = known?.file ?? (await takeOver(context, input, memberId))
  const url = (await photos.urlsOf([file])).get(file) ?? ''
  if (!known) {
    const traceId = await asked(context, url)
    const { survey, question } = input
    await store.insert('survey_photos', { _id, schema: 1, file, memberId, survey, question, traceId, at: now })
  }
  await photos.drop([input.file])
  return { file, url }
}

async function takeOver({ store, photos, settings }: Context, input: PhotoRequest, memberId: string): Promise<string> {
  const { definition } = await readVersion(store, input.survey, input.version)
  if (findQuestion(definition, input.question)?.type !== 'image') refuse('NO_PHOTO_QUESTION', refusal.noPhotoQuestion)
  requireConsent(await store.get('accounts', memberId), settings)
  const file = await photos.keep(input.file, `${folderOf(memberId)}/${input.survey}`)
  return file ?? refuse('PHOTO_UNREADABLE', refusal.photoUnreadable)
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
  const records = await store.find('survey_photos', { file: is.in([...files]) }, { limit: 1000 })
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
