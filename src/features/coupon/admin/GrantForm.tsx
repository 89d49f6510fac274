import { Button, Input, Segmented, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { count } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { newRequest } from '../../../admin/request'
import { useQuery } from '../../../admin/useQuery'
import { type CheckedList, CodeList, NO_LIST } from '../../member/admin/CodeList'
import { EVERYBODY, isEverybody } from '../audience'
import { MOST_LISTED } from '../grant'
import type { Audience } from '../rules'
import { AudienceFields } from './AudienceFields'
import { Row } from './inputs'
import { valueWords } from './words'

type By = 'list' | 'audience'

/** Which batch for whom. Nothing is given here: members are counted first, and the grant waits for its start. */
export function GrantForm({ blocked, onMade }: { blocked: string | null; onMade: () => void }) {
  const batches = useQuery('coupon.listBatches', {}).data?.batches.filter(({ state }) => state === 'running') ?? []
  const [request, setRequest] = useState(newRequest)
  const [batch, setBatch] = useState<string | null>(null)
  const [by, setBy] = useState<By>('list')
  const [list, setList] = useState<CheckedList>(NO_LIST)
  const [audience, setAudience] = useState<Audience>(EVERYBODY)
  const [note, setNote] = useState('')
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const members = list.members.map(({ memberId }) => memberId)
  const missing = batch === null ? '先选一批券' : by === 'list' ? listProblem(list) : null
  const why = blocked ?? missing

  async function make(): Promise<void> {
    if (batch === null) return
    setSaving(true)
    setProblem(null)
    try {
      const whom = by === 'list' ? { audience: null, members } : { audience, members: [] }
      await call('coupon.createGrant', { request, batch, note, ...whom })
      setList(NO_LIST)
      setNote('')
      setRequest(newRequest())
      onMade()
    } catch (error) {
      // Under the same request it is one grant, however often it is sent; changed meanwhile it is another.
      if (error instanceof CallError && error.code === 'REQUEST_REUSED') setRequest(newRequest())
      setProblem(error instanceof CallError ? error.message : '没有存上，请再试一次。')
    } finally {
      setSaving(false)
    }
  }

  return (
    <aside className="card grant-form" aria-label="新的发放">
      <header>
        <h2>新的发放</h2>
      </header>
      <form onSubmit={(event) => event.preventDefault()}>
        <Row label="券" id="grant-batch">
          <Select
            id="grant-batch"
            className="coupon-wide"
            placeholder="选一批发放中的券"
            disabled={saving}
            value={batch}
            onChange={setBatch}
            options={batches.map(({ _id, terms }) => ({
              value: _id,
              label: `${terms.title} · ${valueWords(terms.value)}`,
            }))}
          />
        </Row>
        <Row label="给谁">
          <Segmented<By>
            value={by}
            disabled={saving}
            onChange={setBy}
            options={[
              { value: 'list', label: '粘贴名单' },
              { value: 'audience', label: '按人群' },
            ]}
          />
        </Row>
        {by === 'list' ? (
          <Row label="会员码" id="grant-members">
            <CodeList key={request} id="grant-members" most={MOST_LISTED} disabled={saving} onList={setList} />
          </Row>
        ) : (
          <>
            <AudienceFields audience={audience} disabled={saving} set={setAudience} />
            {isEverybody(audience) && <p className="hint grant-all">什么都不选，就是发给所有会员。</p>}
          </>
        )}
        <Row label="备注" id="grant-note">
          <Input
            id="grant-note"
            maxLength={60}
            disabled={saving}
            placeholder="给同事看，例如 双十二答谢"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Row>
        {problem && (
          <p className="note" data-kind="brick" role="alert">
            <Icon name="warn" size={14} /> <span>{problem}</span>
          </p>
        )}
        <Tooltip title={why}>
          <Button type="primary" block loading={saving} disabled={why !== null} onClick={() => void make()}>
            数一数有多少人
          </Button>
        </Tooltip>
      </form>
      <ul className="grant-rules">
        <li>先数人，点「开始发」才真的发。</li>
        <li>发出的券占这批的名额，不算会员自己的限领，也不花积分。</li>
        <li>同一次发放，每位会员只会有一张，断网重试也不会多。</li>
      </ul>
    </aside>
  )
}

/** Why a list cannot be given to yet, or null. */
function listProblem({ members, busy }: CheckedList): string | null {
  if (busy) return '正在核对名单'
  if (members.length === 0) return '先粘贴会员码'
  return members.length > MOST_LISTED ? `一次最多 ${count(MOST_LISTED)} 位` : null
}
