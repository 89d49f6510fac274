import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { routes } from '../../../admin/routes'
import { timeOf } from '../../../kernel/day'
import type { DeskStart } from '../../desk/contract'

/** Whether each of the four steps is done, by what the server says. */
export function stepsDone({ sop, groups, bound }: DeskStart): boolean[] {
  return [sop !== null, groups.count > 0, groups.owners > 0 && bound.missing.length === 0, (sop?.live ?? 0) > 0]
}

export function FirstSteps({ start, done, canEdit }: { start: DeskStart; done: readonly boolean[]; canEdit: boolean }) {
  const { sop, groups, bound } = start
  const fresh = bound.missing.filter(({ known }) => !known)
  const current = done.indexOf(false)
  const step = (index: number) => ({ index, done: done[index] ?? false, now: index === current })
  return (
    <ol className="steps">
      <Step {...step(0)} name="导入 SOP，或选一个模板">
        <p>
          {sop
            ? `「${sop.name}」已写成草稿 v${sop.latest}，还没有发出任何东西。`
            : '把现在用的 Excel 拖进来。会先给你看每一格对不对，点「写入」才会存。'}
        </p>
        {!sop && canEdit && (
          <div className="actions">
            <Button type="primary" href={hrefOf('/import')}>
              选 Excel 文件
            </Button>
            <Button href={hrefOf('/templates')}>从模板开始</Button>
          </div>
        )}
        {!sop && !canEdit && <p className="hint">导入要管理员或运营的账号。</p>}
      </Step>
      <Step {...step(1)} name="看群和群主">
        {groups.count > 0 ? (
          <>
            <p>
              从企业微信读到 {groups.count} 个群、{groups.owners} 位群主，{timeOf(groups.syncedAt)} 更新。
            </p>
            <ul className="first-groups">
              {groups.names.map((name) => (
                <li key={name} className="tag">
                  {name}
                </li>
              ))}
              {groups.count > groups.names.length && <li className="hint">等 {groups.count} 个</li>}
            </ul>
          </>
        ) : (
          <p>还没有读到群。节拍器每 5 分钟跑一次，第一次就会去读；一直没有，请看企业微信应用的「客户联系」权限。</p>
        )}
      </Step>
      <Step {...step(2)} name="请群主绑定手机">
        <p>
          {done[2]
            ? `${groups.owners} 位群主都绑好了，手机上有今天要发的清单。`
            : bound.missing.length > 0
              ? `还差 ${bound.missing.map(({ name }) => name).join('、')}。加成同事，给一个 8 位绑定码，本人在小程序「我的」里输入。也可以先发布，再来绑。`
              : '读到群以后，给每位群主一个 8 位绑定码，他们的手机上就有今天要发的清单。'}
        </p>
        {!done[2] && canEdit && (
          <div className="actions">
            {fresh.slice(0, 3).map(({ user, name }) => (
              <Button key={user} size="small" href={hrefOf('/people', { add: user, name })}>
                加 {name}
              </Button>
            ))}
            {fresh.length < bound.missing.length && <Button href={hrefOf('/people')}>去给绑定码</Button>}
            {routes['/channels'] && <Button href={hrefOf('/channels')}>做渠道码</Button>}
          </div>
        )}
      </Step>
      <Step {...step(3)} name={`预演，然后发布 v${sop?.latest ?? 1}`}>
        <p>先跑 30 天看看哪条会撞、配额够不够。补上空着的变量再发布；发布前什么都不会发出去。</p>
        {sop && canEdit && (
          <div className="actions">
            <Button
              type={done[2] || current >= 2 ? 'primary' : 'default'}
              href={hrefOf('/sop', { sop: sop.sop, v: String(sop.latest) })}
            >
              核对并发布 v{sop.latest}
            </Button>
            <Button href={hrefOf('/dryrun', { sop: sop.sop, v: String(sop.latest) })}>预演 30 天</Button>
          </div>
        )}
      </Step>
    </ol>
  )
}

function Step({
  index,
  done,
  now,
  name,
  children,
}: {
  index: number
  done: boolean
  now: boolean
  name: string
  children: ReactNode
}) {
  return (
    <li data-now={now} data-done={done} aria-current={now ? 'step' : undefined}>
      <i>{done ? <Icon name="check" size={14} /> : index + 1}</i>
      <div>
        <h3>
          {name}
          {done && <span className="sr">，已完成</span>}
        </h3>
        {children}
      </div>
    </li>
  )
}
