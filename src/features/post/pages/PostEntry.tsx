import { Door } from '../../../client/parts/Door'
import { text } from './text'

/** The way to today's post. */
export function PostEntry() {
  return <Door icon="image" title={text.entry} hint={text.entryHint} url="/features/post/pages/post/index" />
}
