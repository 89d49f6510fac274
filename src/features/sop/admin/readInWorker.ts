import { Refusal } from '../../../kernel/errors'
import type { Grid } from '../grid'
import { workbookText } from './text'

export interface WorkbookQuestion {
  file: ArrayBuffer
  fileName: string
}

export type WorkbookAnswer = { ok: true; grid: Grid } | { ok: false; code: string; message: string }

/** A small file that unpacks into gigabytes must not take the page with it. */
const PATIENCE_MS = 30_000

/** Reads a file beside the page; the worker is ended afterwards, also when it takes longer than 30 s (`FILE_SLOW`). */
export function readInWorker(file: ArrayBuffer, fileName: string): Promise<Grid> {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Grid>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal('FILE_SLOW', workbookText.slow)), PATIENCE_MS)
    worker.onmessage = (event: MessageEvent<WorkbookAnswer>) => {
      clearTimeout(timer)
      if (event.data.ok) resolve(event.data.grid)
      else reject(new Refusal(event.data.code, event.data.message))
    }
    worker.onerror = () => {
      clearTimeout(timer)
      reject(new Refusal('FILE_BROKEN', workbookText.broken))
    }
    const question: WorkbookQuestion = { file, fileName }
    worker.postMessage(question, [file])
  }).finally(() => worker.terminate())
}
