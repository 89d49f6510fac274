import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../client/call'
import { asFailure, noAnswer } from '../../../client/failure'
import { type Picked, pickPhotos, uploadPhoto } from '../../../client/photos'
import { serverNow } from '../../../client/serverClock'
import { say } from '../../../client/toast'
import { hash64 } from '../../../kernel/hash'
import type { Pending } from './draft'
import { text } from './text'
import type { Taking } from './useTaking'

/** A picture on its way to the server; what arrived is part of the answer and no longer here. */
export interface Sending {
  question: string
  picked: Picked
  /** Where it was uploaded: kept for the second try, which must not upload it again. */
  upload: string | null
  /** Why it did not arrive; null while it is on its way. */
  trouble: string | null
  /** Nobody said no to it: it goes up by itself when the network is back. */
  lost: boolean
}

/** Pictures go up as soon as they are chosen: only what the server has taken over can be handed in. */
export function usePictures({ newest, answer, picture, pend }: Taking) {
  const [sending, setSending] = useState<readonly Sending[]>(() => (newest()?.pending ?? []).map(fromDraft))
  const list = useRef(sending)

  function put(next: readonly Sending[]): void {
    list.current = next
    setSending(next)
    // A browser's pictures are gone with its page.
    if (process.env.TARO_ENV !== 'weapp') return
    pend(next.map(({ question, picked, upload }) => ({ question, upload, ...picked })))
  }
  function change(path: string, more: Partial<Sending>): void {
    put(list.current.map((each) => (each.picked.path === path ? { ...each, ...more } : each)))
  }

  function filesOf(question: string): string[] {
    const given = newest()?.answers.find((each) => each.question === question)
    return given?.answer.kind === 'files' ? given.answer.files : []
  }

  async function send({ question, picked, upload }: Sending): Promise<void> {
    const open = newest()?.open
    if (!open?.uploadTo) return
    change(picked.path, { trouble: null, lost: false })
    try {
      const name = hash64(`${picked.path} ${serverNow()}`)
      const at = upload ?? (await arrived(uploadPhoto(picked, `${open.uploadTo}/${name}.${picked.ending}`)))
      change(picked.path, { upload: at })
      const { survey, version } = open
      const { data } = await call('survey.photo', { survey, version, question, file: at })
      // Taken away meanwhile: it is no part of the answer.
      if (!list.current.some((each) => each.picked.path === picked.path)) return
      put(list.current.filter((each) => each.picked.path !== picked.path))
      release(picked)
      picture(data.file, data.url)
      answer(question, { kind: 'files', files: [...filesOf(question), data.file] })
    } catch (error) {
      const failure = asFailure(error)
      const refused = failure.kind === 'refused'
      change(picked.path, { trouble: refused ? failure.message : text.photoFailed, lost: !refused })
    }
  }

  const retry = useRef<() => void>(() => undefined)
  retry.current = () => {
    for (const each of list.current) if (each.lost) void send(each)
  }
  useEffect(() => {
    const heard = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected) retry.current()
    }
    retry.current()
    Taro.onNetworkStatusChange(heard)
    return () => Taro.offNetworkStatusChange(heard)
  }, [])

  return {
    sending,
    async add(question: string, most: number): Promise<void> {
      try {
        const busy = list.current.filter((each) => each.question === question).length
        const picked = await pickPhotos(most - filesOf(question).length - busy)
        const stay = await Promise.all(picked.map(held))
        const fresh = stay.map((one) => ({ question, picked: one, upload: null, trouble: null, lost: false }))
        put([...list.current, ...fresh])
        for (const each of fresh) await send(each)
      } catch (error) {
        console.warn('no pictures were chosen', error)
        say(text.pickFailed)
      }
    },
    again: (each: Sending) => void send(each),
    drop(each: Sending): void {
      put(list.current.filter(({ picked }) => picked.path !== each.picked.path))
      release(each.picked)
    },
    remove(question: string, file: string): void {
      answer(question, { kind: 'files', files: filesOf(question).filter((each) => each !== file) })
    },
  }
}

export type Pictures = ReturnType<typeof usePictures>

function fromDraft({ question, path, ending, upload }: Pending): Sending {
  return { question, picked: { path, ending }, upload, trouble: text.photoFailed, lost: true }
}

/** WeChat takes chosen pictures away with the page; a saved one stays until it has arrived. A full phone keeps the chosen one. */
async function held(picked: Picked): Promise<Picked> {
  if (process.env.TARO_ENV !== 'weapp') return picked
  try {
    const saved = await Taro.saveFile({ tempFilePath: picked.path })
    return 'savedFilePath' in saved ? { ...picked, path: saved.savedFilePath } : picked
  } catch (error) {
    console.info('a picture is not saved', error)
    return picked
  }
}

function release({ path }: Picked): void {
  if (process.env.TARO_ENV === 'weapp') Taro.removeSavedFile({ filePath: path, fail: () => undefined })
}

/** Each platform fails in its own words; to the person it is the network. */
function arrived(uploading: Promise<string>): Promise<string> {
  return uploading.catch((error: unknown) => {
    console.info('a picture did not arrive', error)
    return Promise.reject(noAnswer())
  })
}
