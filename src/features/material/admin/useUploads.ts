import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { About, MaterialView } from '../contract'
import { tidyName } from '../rules'
import { problemOf, sendFile } from './sendFile'

export interface UploadLine {
  key: number
  name: string
  size: number
  state: 'waiting' | 'sending' | 'done' | 'known' | 'failed' | 'refused'
  /** 0 to 1 */
  part: number
  problem: string | null
  material: MaterialView | null
  file: File
}

type Common = Pick<About, 'purpose' | 'tags' | 'consent'>

/** Files on their way to the library, one after the other; what failed can be tried again and goes on where it stopped. */
export function useUploads(onDone: (material: MaterialView) => void) {
  const [lines, setLines] = useState<readonly UploadLine[]>([])
  const next = useRef(1)
  const busy = useRef(false)
  const leaving = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    leaving.current = controller
    return () => controller.abort()
  }, [])

  const set = useCallback((key: number, change: Partial<UploadLine>) => {
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...change } : line)))
  }, [])

  async function work(queue: readonly UploadLine[], common: Common) {
    if (busy.current) return
    busy.current = true
    try {
      for (const line of queue) await one(line, common)
    } finally {
      busy.current = false
    }
  }

  async function one({ key, file }: UploadLine, common: Common) {
    set(key, { state: 'sending', part: 0, problem: null })
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const problem = problemOf(file.name, bytes)
      if (problem !== null) return set(key, { state: 'refused', problem })
      const about = { ...common, name: tidyName(file.name) }
      const ports = { call, digest: sha256, wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) }
      const progress = (part: number) => set(key, { part })
      const sent = await sendFile(
        ports,
        { name: file.name.slice(-255), bytes },
        about,
        progress,
        leaving.current.signal,
      )
      set(key, { state: sent.known ? 'known' : 'done', part: 1, material: sent.material })
      onDone(sent.material)
    } catch (error) {
      if (leaving.current.signal.aborted) return
      if (!(error instanceof CallError)) console.error(error)
      const problem = error instanceof CallError ? error.message : '这个文件读不出来，请再选一次。'
      set(key, { state: 'failed', problem })
    }
  }

  return {
    lines,
    busy: lines.some(({ state }) => state === 'sending'),
    add(files: readonly File[]) {
      const fresh = files.map((file): UploadLine => {
        const key = next.current++
        return {
          key,
          name: tidyName(file.name),
          size: file.size,
          state: 'waiting',
          part: 0,
          problem: null,
          material: null,
          file,
        }
      })
      setLines((all) => [...all, ...fresh])
    },
    drop: (key: number) => setLines((all) => all.filter((line) => line.key !== key)),
    start(common: Common) {
      void work(
        lines.filter(({ state }) => state === 'waiting' || state === 'failed'),
        common,
      )
    },
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
