import { randomBytes } from 'node:crypto'
import { Refusal } from './refusal'
import type { World } from './types'

/** Temporary media live three days (WD/90253). */
const MEDIA_LIFE = 3 * 24 * 3_600_000
const MAX_IMAGE = 10 * 1024 * 1024

/**
 * `POST /cgi-bin/media/upload?type=image` (WD/90253), multipart field `media`. Only images are played here; the real
 * platform takes JPG and PNG and looks at the bytes (40123), not at the declared type.
 */
export function uploadMedia(
  world: World,
  query: URLSearchParams,
  raw: Buffer,
  contentType: string,
): Record<string, unknown> {
  if (query.get('type') !== 'image') throw new Refusal(40004, 'invalid media type')
  const file = firstPart(raw, contentType)
  if (file === undefined || file.length <= 5) throw new Refusal(44001, 'empty media data')
  if (file.length > MAX_IMAGE) throw new Refusal(45001, 'media size exceeds limit')
  const kind = imageKind(file)
  if (kind === undefined) throw new Refusal(40123, 'invalid image format')
  const mediaId = `3${randomBytes(40).toString('base64url')}`
  const now = world.clock.now()
  world.store.run('insert into media values (?, ?, ?, ?, ?)', mediaId, 'image', kind, file, now)
  return { errcode: 0, errmsg: 'ok', type: 'image', media_id: mediaId, created_at: String(Math.floor(now / 1000)) }
}

/** Refuses with 40007 what was never uploaded or has ended; lets everything pass under the rule `mediaIds: 'any'`. */
export function checkMediaId(world: World, mediaId: string): void {
  if (world.rules().mediaIds === 'any') return
  const row = world.store.one<{ created_at: number }>('select created_at from media where media_id = ?', mediaId)
  if (row === undefined || row.created_at + MEDIA_LIFE <= world.clock.now()) {
    throw new Refusal(40007, 'invalid media_id')
  }
}

export function readMedia(world: World, mediaId: string): { contentType: string; bytes: Buffer } | undefined {
  const row = world.store.one<{ content_type: string; bytes: Buffer }>(
    'select content_type, bytes from media where media_id = ?',
    mediaId,
  )
  return row === undefined ? undefined : { contentType: row.content_type, bytes: Buffer.from(row.bytes) }
}

function imageKind(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg'
  return undefined
}

/** The content of the part named `media`; enough of RFC 7578 for one file, which is all this call takes. */
function firstPart(raw: Buffer, contentType: string): Buffer | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const mark = Buffer.from(`--${boundary}`)
  let at = raw.indexOf(mark)
  while (at >= 0) {
    const next = raw.indexOf(mark, at + mark.length)
    const headEnd = raw.indexOf('\r\n\r\n', at)
    if (next < 0 || headEnd < 0 || headEnd > next) return undefined
    if (/name="media"/.test(raw.subarray(at, headEnd).toString())) return raw.subarray(headEnd + 4, next - 2)
    at = next
  }
  return undefined
}
