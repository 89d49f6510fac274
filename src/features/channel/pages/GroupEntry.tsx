import { Door } from '../../../client/parts/Door'
import { text } from './text'

export const INVITE_PAGE = '/features/channel/pages/invite/index'

/** The way to the group and its advisor. @param name of the group whose programme is shown */
export function GroupEntry({ name }: { name: string | null }) {
  return <Door icon="people" title={name ?? text.entry} hint={text.entryHint} url={INVITE_PAGE} />
}
