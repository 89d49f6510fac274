import { Refusal } from '../../../kernel/errors'
import type { WorkbookAnswer, WorkbookQuestion } from './readInWorker'
import { readWorkbook } from './readWorkbook'

/** The only place of the page that loads the spreadsheet library. */
addEventListener('message', async (event: MessageEvent<WorkbookQuestion>) => {
  let answer: WorkbookAnswer
  try {
    answer = { ok: true, grid: await readWorkbook(event.data.file, event.data.fileName) }
  } catch (error) {
    if (error instanceof Refusal) answer = { ok: false, code: error.code, message: error.message }
    else throw error
  }
  postMessage(answer)
})
