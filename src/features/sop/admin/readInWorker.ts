import { Refusal } from '../../../kernel/errors'
import type { Grid } from '../grid'
import { workbookText } from './text'

export type WorkbookQuestion = { file: ArrayBuffer; fileName: string } | { grid: Grid }

export type WorkbookAnswer =
  | { ok: true; grid: Grid }
  | { ok: true; file: ArrayBuffer }
  | { ok: false; code: string; message: string }

/** A small file that unpacks into gigabytes must not take the page with it. */
const PATIENCE_MS = 30_000

/** Reads a file beside the page; the worker is ended afterwards, also when it takes longer than 30 s (`FILE_SLOW`). */
export async function readInWorker(file: ArrayBuffer, fileName: string): Promise<Grid> {
  const answer = await ask({ file, fileName }, [file], workbookText.slow)
  if ('grid' in answer) return answer.grid
  throw new Refusal('FILE_BROKEN', workbookText.broken)
}

/** Makes an `.xlsx` of a grid beside the page. */
export async function writeInWorker(grid: Grid): Promise<ArrayBuffer> {
  const answer = await ask({ grid }, [], workbookText.slowWrite)
  if ('file' in answer) return answer.file
  throw new Refusal('FILE_BROKEN', workbookText.noFile)
}

function ask(question: WorkbookQuestion, moved: Transferable[], slow: string) {
  const worker = new Worker(new URL('./workbook.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Extract<WorkbookAnswer, { ok: true }>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Refusal('FILE_SLOW', slow)), PATIENCE_MS)
    worker.onmessage = (event: MessageEvent<WorkbookAnswer>) => {
      clearTimeout(timer)
      if (event.data.ok) resolve(event.data)
      else reject(new Refusal(event.data.code, event.data.message))
    }
    worker.onerror = () => {
      clearTimeout(timer)
      reject(new Refusal('FILE_BROKEN', 'grid' in question ? workbookText.noFile : workbookText.broken))
    }
    worker.postMessage(question, moved)
  }).finally(() => worker.terminate())
}
