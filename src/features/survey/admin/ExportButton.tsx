import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { Refusal } from '../../../kernel/errors'
import { downloadAnswers, type FileKind } from './exportTable'
import { sentenceOfError } from './useSurveyDraft'

/** Answers of a version as a spreadsheet, masked. */
export function ExportButton({ survey, version }: { survey: string; version: number }) {
  const { message } = App.useApp()
  const [rows, setRows] = useState<number | null>(null)

  async function download(kind: FileKind) {
    setRows(0)
    try {
      await downloadAnswers(survey, version, kind, setRows)
    } catch (error) {
      void message.error(error instanceof Refusal ? error.message : `没有导出。${sentenceOfError(error)}`)
    } finally {
      setRows(null)
    }
  }

  return (
    <Dropdown
      trigger={['click']}
      disabled={rows !== null}
      menu={{
        items: [
          { key: 'xlsx', label: 'Excel（.xlsx）' },
          { key: 'csv', label: 'CSV' },
        ],
        onClick: ({ key }) => void download(key === 'csv' ? 'csv' : 'xlsx'),
      }}
    >
      <Button icon={<Icon name="export" size={14} />} loading={rows !== null}>
        {rows ? `取了 ${rows} 份` : '导出'}
      </Button>
    </Dropdown>
  )
}
