import { useRef, useState } from 'react'
import type { Input } from '../../../client/call'
import { type Picked, pickPhotos, uploadPhoto } from '../../../client/photos'
import { serverNow } from '../../../client/serverClock'
import { say } from '../../../client/toast'
import type { Day } from '../../../kernel/day'
import { hash64 } from '../../../kernel/hash'
import type { PostView } from '../contract'
import { MAX_PHOTOS } from '../rules'
import { text } from './text'

/** A picture of the draft: one that the server has, or one that is still on the phone. */
export type Slot = { file: string; show: string } | { picked: Picked; show: string }
export type Sending = Input<'post.publish'>

/** What is being written. `from` fills it with a post that is to be written anew. */
export function useDraft(from: PostView | null) {
  const [words, setWords] = useState(from?.text ?? '')
  const [slots, setSlots] = useState<Slot[]>(
    () => from?.photos.filter(({ check }) => check !== 'risky').map(({ file, url }) => ({ file, show: url })) ?? [],
  )
  const [share, setShare] = useState(from?.share ?? false)
  const [progress, setProgress] = useState<{ place: number; all: number } | null>(null)
  // What arrived stays uploaded when the publication fails: the same draft again is the same request.
  const uploaded = useRef(new Map<string, string>())

  async function add(): Promise<void> {
    try {
      const picked = await pickPhotos(MAX_PHOTOS - slots.length)
      setSlots((now) => [...now, ...picked.map((one) => ({ picked: one, show: one.path }))].slice(0, MAX_PHOTOS))
    } catch (error) {
      console.warn('no pictures were chosen', error)
      say(text.pickFailed, 'info')
    }
  }

  async function filesOf(folder: string): Promise<string[] | null> {
    const files: string[] = []
    for (const [i, slot] of slots.entries()) {
      if ('file' in slot) {
        files.push(slot.file)
        continue
      }
      setProgress({ place: i + 1, all: slots.length })
      const known = uploaded.current.get(slot.show)
      const name = hash64(`${slot.show} ${serverNow()}`)
      try {
        const file = known ?? (await uploadPhoto(slot.picked, `${folder}/${name}.${slot.picked.ending}`))
        uploaded.current.set(slot.show, file)
        files.push(file)
      } catch (error) {
        console.warn('a picture did not arrive', error)
        say(text.uploadFailed, 'offline')
        return null
      } finally {
        setProgress(null)
      }
    }
    return files
  }

  /** Uploads what is still on the phone. Null when something did not arrive, which was said. */
  async function ready(day: Day, folder: string): Promise<Sending | null> {
    const photos = await filesOf(folder)
    if (photos === null) return null
    const said = words.trim()
    // Who took all pictures out again agreed to nothing.
    const agreed = share && photos.length > 0
    // By its content: the same draft again is the same request, also after a lost answer.
    const content = JSON.stringify([day, said, photos, ...(agreed ? ['share'] : [])])
    return { request: hash64(content) + hash64(`again ${content}`), day, text: said, photos, share: agreed }
  }

  return {
    words,
    setWords,
    slots,
    progress,
    share,
    setShare,
    empty: words.trim() === '' && slots.length === 0,
    add: () => void add(),
    drop: (index: number) => setSlots((now) => now.filter((_, i) => i !== index)),
    ready,
  }
}
