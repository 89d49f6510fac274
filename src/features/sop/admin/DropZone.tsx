import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { usePastedTable } from '../../../admin/table/usePastedTable'
import type { Problem } from './useImport'

/** Where a file comes in: dropped, chosen, or pasted from a spreadsheet. */
export function DropZone({
  reading,
  fileName,
  problem,
  onFile,
}: {
  reading: boolean
  fileName: string
  problem: Problem | null
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  usePastedTable(onFile)

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file && !reading) onFile(file)
  }

  return (
    <div className="drop-page">
      <section
        className="drop-zone"
        data-over={over}
        aria-label="选择文件"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="import" size={28} />
        <h2>{reading ? `正在读 ${fileName}` : '把 Excel 拖到这里'}</h2>
        <p>.xlsx 或 .csv，最多 5 MB。列名、列的顺序随便，我们来认。</p>
        <Button type="primary" size="large" loading={reading} onClick={() => input.current?.click()}>
          选 Excel 文件
        </Button>
        <p className="hint">也可以在 Excel 里连表头一起复制，回到这里按 Ctrl / ⌘ + V</p>
        <input
          ref={input}
          type="file"
          className="sr"
          aria-label="Excel 或 CSV 文件"
          tabIndex={-1}
          accept=".xlsx,.csv,.tsv,.txt,.xls"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) onFile(file)
          }}
        />
      </section>
      <div role="alert">
        {problem && (
          <p className="note" data-kind="brick">
            <Icon name="warn" size={14} />
            <span>
              <b>{fileName}</b> 没有导入，什么都没有写。{problem.message}
            </span>
          </p>
        )}
      </div>
      <div className="drop-facts">
        <div>
          <h3>认得的写法</h3>
          <p>
            9:00、11点、晚上8点、20：00、12:00-13:00、公式算出的时间；每天、周三、每周五、12月12日、春节、妇女节前3天、入群第2天。
          </p>
        </div>
        <div>
          <h3>认得的列</h3>
          <p>
            周期、时段、内容模块、栏目、文案、表现形式、话术风格、素材、适用群、负责人、备注。合并的格子会沿用上一行。
          </p>
        </div>
        <div>
          <h3>不会发生的</h3>
          <p>选了文件只是检查。每一格对不对先给你看，点「写入」才存成草稿；草稿要再点「发布」才会进群。</p>
        </div>
      </div>
    </div>
  )
}
