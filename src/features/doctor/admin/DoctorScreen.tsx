import { Button } from 'antd'
import { useState } from 'react'
import { moment } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { useRights } from '../../../admin/rights'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { Check } from '../rules'
import './doctor.css'

const STATES: Record<Check['state'], string> = { ok: '正常', warn: '留意', fail: '要处理' }
const ORDER: readonly Check['state'][] = ['fail', 'warn', 'ok']

/** Whether the environment is set up: what has to be mended first, each with one sentence that says how. */
export function DoctorScreen() {
  const { canEdit } = useRights()
  const asked = useQuery('doctor.examine', canEdit ? {} : null)
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    await asked.reload()
    setBusy(false)
  }
  const { data } = asked
  return (
    <Screen
      title="设置体检"
      crumb="企业微信、公众号、小程序和定时器接好了没有"
      actions={
        canEdit && (
          <Button loading={busy} icon={<Icon name="check" size={14} />} onClick={() => void again()}>
            再查一次
          </Button>
        )
      }
    >
      {!canEdit && <p className="doctor-lead">请让负责人或运营来查。</p>}
      {canEdit && asked.loading && <Skeleton rows={8} height={52} label="正在问企业微信和公众号" />}
      {asked.error && !data && (
        <Failure standing="发送照常进行，只是这里没查成。" error={asked.error} onRetry={() => void again()} />
      )}
      {data && (
        <section className="card doctor" aria-label="检查结果" data-busy={busy}>
          <header>
            <h2 data-state={data.worst}>{headline(data.checks)}</h2>
            <span className="hint end num">{moment(asked.at)} 查的</span>
          </header>
          <ul>
            {ordered(data.checks).map((check) => (
              <li key={check.id} data-state={check.state}>
                <span className="doctor-mark">{STATES[check.state]}</span>
                <b>{check.title}</b>
                <p>{check.says}</p>
              </li>
            ))}
          </ul>
          <p className="hint doctor-foot">只看，不改；密钥不会出现在这里。同样的检查也可以用命令行：npm run doctor。</p>
        </section>
      )}
    </Screen>
  )
}

function headline(checks: readonly Check[]): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length
  const [fail, warn] = [count('fail'), count('warn')]
  if (fail > 0) return `${fail} 项要处理${warn > 0 ? `，${warn} 项留意` : ''}`
  return warn > 0 ? `都能用，${warn} 项留意` : '都接好了'
}

/** The worst first; of one kind in the order in which they are mended. */
function ordered(checks: readonly Check[]): Check[] {
  return ORDER.flatMap((state) => checks.filter((check) => check.state === state))
}
