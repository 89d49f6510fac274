import { call } from '../../../admin/desk'
import { writeInWorker } from '../../sop/admin/readInWorker'
import { saveFile } from './saveFile'
import { csvOf, gridOf } from './tableFile'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export type FileKind = 'csv' | 'xlsx'

/** All answers of a version, page by page, as a file. Masked and safe to open: the server made the cells so. */
export async function downloadAnswers(
  survey: string,
  version: number,
  kind: FileKind,
  onRows: (rows: number) => void,
): Promise<void> {
  const rows: string[][] = []
  for (let after: string | null = null; ; ) {
    const page: { header: string[]; rows: string[][]; next: string | null } = await call('survey.exportRows', {
      ...{ survey, version, after },
    })
    if (rows.length === 0) rows.push(page.header)
    rows.push(...page.rows)
    onRows(rows.length - 1)
    if (page.next === null) break
    after = page.next
  }
  const name = `${survey}-v${version}.${kind}`
  if (kind === 'csv') return saveFile(name, csvOf(rows), 'text/csv;charset=utf-8')
  saveFile(name, await writeInWorker(gridOf(name, rows)), XLSX)
}
