import { Refusal } from '../../../kernel/errors'
import { writeWorkbook } from './exportWorkbook'
import type { WorkbookAnswer, WorkbookQuestion } from './readInWorker'
import { readWorkbook } from './readWorkbook'

/** The only place of the page that loads the spreadsheet library. */
addEventListener('message', async ({ data }: MessageEvent<WorkbookQuestion>) => {
  let answer: WorkbookAnswer
  try {
    if ('grid' in data) answer = { ok: true, file: await writeWorkbook(data.grid) }
    else answer = { ok: true, grid: await readWorkbook(data.file, data.fileName) }
  } catch (error) {
    if (error instanceof Refusal) answer = { ok: false, code: error.code, message: error.message }
    else throw error
  }
  postMessage(answer)
})
