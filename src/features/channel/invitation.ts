import './collections'
import { OpenapiFailed } from '../../../cloudfunctions/platform/openapi'
import { type FetchedPicture, fetchPicture } from '../../../cloudfunctions/platform/pictures'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import { forgetMedia, knownMedia, mediaOf } from '../delivery/media'
import { SCANNED_PAGE } from './asking'
import { channelOf, requireChannel } from './channelOf'
import type { Place } from './rules'
import { channelText } from './text'

/** The picture of a code as the platform draws it. */
export async function codePicture(context: Context, id: string, place: Place): Promise<FetchedPicture> {
  const { wecom, wxa } = context
  const code = (await requireChannel(context.store, id)).codes[place]
  if (code.state !== 'ready') return refuse('NO_PICTURE', channelText.noPicture)
  try {
    if (place === 'wxa') return await wxa.getCode(id, SCANNED_PAGE)
    if (place === 'mp') return await fetchPicture(code.picture ?? '')
    // Addresses of pictures may change; the platform's own word is asked where there is one.
    const ref = code.ref ?? ''
    return await fetchPicture(
      (place === 'joinWay' ? await wecom.getJoinWay(ref) : await wecom.getContactWay(ref)).picture,
    )
  } catch (error) {
    if (error instanceof PlatformError || error instanceof NetworkError) {
      return refuse('PICTURE_FAILED', channelText.pictureFailed(error.mend))
    }
    if (error instanceof OpenapiFailed) return refuse('PICTURE_FAILED', channelText.wxaFailed(error.code))
    throw error
  }
}

/**
 * WeCom's media id of the code of a channel's groups, to be shown beside a welcome; null when it cannot be had now. One read while the
 * id is fresh.
 *
 * @param anew the platform no longer knows the id that was given last
 */
export async function invitationOf(context: Context, id: string, anew = false): Promise<string | null> {
  const channel = await channelOf(context.store, id, context.now)
  const ref = channel?.codes.joinWay.ref ?? null
  if (ref === null) return null
  const medium = { type: 'image' as const, digest: `way-${ref}`, name: 'group.png' }
  try {
    if (anew) await forgetMedia(context, medium)
    const known = anew ? null : await knownMedia(context, medium)
    if (known !== null) return known
    const picture = async () => (await fetchPicture((await context.wecom.getJoinWay(ref)).picture)).bytes
    return await mediaOf(context, medium, picture)
  } catch (error) {
    // A welcome without the picture is better than none.
    if (error instanceof PlatformError || error instanceof NetworkError) return null
    throw error
  }
}
