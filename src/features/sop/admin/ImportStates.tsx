import { Button } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { Skeleton } from '../../../admin/parts/states'
import type { Import } from './useImport'

/** Rows of the height that the sheet will have. */
export function ImportSkeleton() {
  return (
    <div className="import">
      <section className="sheet">
        <Skeleton rows={14} height={44} label="正在检查每一格" />
      </section>
      <aside className="issues">
        <Skeleton rows={8} height={64} />
      </aside>
    </div>
  )
}

/** The last check or write was refused: what stands, why, and two ways on. */
export function ImportTrouble({ work }: { work: Import }) {
  if (!work.problem) return null
  return (
    <div className="import-trouble" role="alert">
      <Icon name="warn" size={14} />
      <span>
        还没有写入，线上没有变。{work.problem.message}（{work.problem.code}）
      </span>
      <Button size="small" onClick={work.judgeAgain}>
        再检查一次
      </Button>
      <Button size="small" onClick={work.close}>
        换一个文件
      </Button>
    </div>
  )
}
