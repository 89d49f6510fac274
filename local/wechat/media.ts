import { randomBytes } from 'node:crypto'
import { Refusal } from './refusal'
import type { World } from './types'

/** Temporary media live three days (WD/90253). */
const MEDIA_LIFE = 3 * 24 * 3_600_000

/** Bytes that each kind takes (WD/90253). */
const LARGEST: Readonly<Record<string, number>> = {
  image: 10 * 1024 * 1024,
  video: 10 * 1024 * 1024,
  file: 20 * 1024 * 1024,
  voice: 2 * 1024 * 1024,
}

/**
 * `POST /cgi-bin/media/upload?type=` (WD/90253), multipart field `media`. The platform looks at the bytes, not at the declared type:
 * 40123 for a picture that is none, 40005 for other kinds.
 */
export function uploadMedia(
  world: World,
  query: URLSearchParams,
  raw: Buffer,
  contentType: string,
): Record<string, unknown> {
  const type = query.get('type') ?? ''
  const largest = LARGEST[type]
  if (largest === undefined) throw new Refusal(40004, 'invalid media type')
  const part = firstPart(raw, contentType)
  if (part === undefined || part.bytes.length <= 5) throw new Refusal(44001, 'empty media data')
  const { bytes, name } = part
  if (bytes.length > largest) throw new Refusal(45001, 'media size exceeds limit')
  const kind = contentTypeOf(type, bytes)
  if (kind === undefined) throw new Refusal(type === 'image' ? 40123 : 40005, `invalid ${type} format`)
  const mediaId = `3${randomBytes(40).toString('base64url')}`
  const now = world.clock.now()
  world.store.run('insert into media values (?, ?, ?, ?, ?)', mediaId, type, kind, bytes, now)
  if (name !== '') world.store.setMeta(`media:${mediaId}`, name)
  return { errcode: 0, errmsg: 'ok', type, media_id: mediaId, created_at: String(Math.floor(now / 1000)) }
}

/** Refuses with 40007 what was never uploaded as this kind or has ended; lets everything pass under the rule `mediaIds: 'any'`. */
export function checkMediaId(world: World, mediaId: string, type = 'image'): void {
  if (world.rules().mediaIds === 'any') return
  const row = world.store.one<{ created_at: number; type: string }>(
    'select created_at, type from media where media_id = ?',
    mediaId,
  )
  if (row === undefined || row.type !== type || row.created_at + MEDIA_LIFE <= world.clock.now()) {
    throw new Refusal(40007, 'invalid media_id')
  }
}

/** The name under which a file was uploaded. */
export function mediaName(world: World, mediaId: string): string | undefined {
  return world.store.getMeta<string>(`media:${mediaId}`)
}

export function readMedia(world: World, mediaId: string): { contentType: string; bytes: Buffer } | undefined {
  const row = world.store.one<{ content_type: string; bytes: Buffer }>(
    'select content_type, bytes from media where media_id = ?',
    mediaId,
  )
  return row === undefined ? undefined : { contentType: row.content_type, bytes: Buffer.from(row.bytes) }
}

function contentTypeOf(type: string, bytes: Buffer): string | undefined {
  if (type === 'file') return 'application/octet-stream'
  if (type === 'video') return bytes.toString('latin1', 4, 8) === 'ftyp' ? 'video/mp4' : undefined
  if (type === 'voice') return bytes.toString('latin1', 0, 5) === '#!AMR' ? 'audio/amr' : undefined
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg'
  return undefined
}

/** The part named `media`; enough of RFC 7578 for one file, which is all this call takes. */
function firstPart(raw: Buffer, contentType: string): { bytes: Buffer; name: string } | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const mark = Buffer.from(`--${boundary}`)
  let at = raw.indexOf(mark)
  while (at >= 0) {
    const next = raw.indexOf(mark, at + mark.length)
    const headEnd = raw.indexOf('\r\n\r\n', at)
    if (next < 0 || headEnd < 0 || headEnd > next) return undefined
    const head = raw.subarray(at, headEnd).toString()
    if (/name="media"/.test(head)) {
      return { bytes: raw.subarray(headEnd + 4, next - 2), name: /filename="([^"]*)"/.exec(head)?.[1] ?? '' }
    }
    at = next
  }
  return undefined
}
