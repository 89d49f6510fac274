import './collections'
import { NetworkError, PlatformError } from '../../../cloudfunctions/platform/wecomErrors'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Doc } from '../../kernel/store'
import { forgetChannel, requireChannel } from './channelOf'
import { NO_CODE } from './rules'
import { channelText } from './text'

/** Takes a way back at WeCom, then forgets it. What is gone there already is fine, so a repeat is harmless. */
export async function removeCode(
  { store, wecom, now, requestId }: Context,
  id: string,
  place: 'contactWay' | 'joinWay',
): Promise<Doc<'channels'>> {
  const channel = await requireChannel(store, id)
  const code = channel.codes[place]
  if (code.state !== 'ready' || code.ref === null) return channel
  try {
    await (place === 'contactWay' ? wecom.removeContactWay(code.ref) : wecom.removeJoinWay(code.ref))
  } catch (error) {
    const isGone = error instanceof PlatformError && error.kind === 'bad_argument'
    if (!isGone && (error instanceof PlatformError || error instanceof NetworkError)) {
      refuse('REMOVE_FAILED', channelText.removeFailed(error.mend))
    }
    if (!isGone) throw error
  }
  const gone = { ...NO_CODE, by: requestId, at: now }
  const path = `codes.${place}`
  await store.update('channels', { _id: id, [`${path}.ref`]: code.ref }, { [path]: gone })
  forgetChannel(id)
  return requireChannel(store, id)
}
