import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { useOnline } from '../../../admin/desk'
import { Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf, parsePlace } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import { BeatBar } from '../../delivery/admin/BeatBar'
import { MemberList } from '../../member/admin/MemberList'
import { PersonTimeline } from '../../person/admin/PersonTimeline'
import { TierPanel } from '../../tier/admin/TierPanel'
import { Correction } from './Correction'
import { memberCode } from './lines'
import { Timeline } from './Timeline'
import { WalletCard } from './WalletCard'
import './member.css'

/** Who is here, and one of them: found in the list, or by the code that they read out. */
export function MemberScreen() {
  const { query } = usePlace()
  if (memberCode(query.code ?? '') !== null) return <OneMember />
  return (
    <Screen title="会员" flush end={<BeatBar />}>
      <div className="member-page">
        <MemberList />
      </div>
    </Screen>
  )
}

/** What one member holds, all that happened to it, and a correction. */
function OneMember() {
  const { query } = usePlace()
  const { canEdit } = useRights()
  const online = useOnline()
  const code = memberCode(query.code ?? '')
  const found = useQuery('points.findMember', code === null ? null : { code })
  const [changes, setChanges] = useState(0)
  const member = found.data

  return (
    <Screen
      title="会员"
      crumb={
        <>
          <a className="member-back" href={hrefOf('/members', { ...query, code: null })}>
            名单
          </a>
          {member && ` / 会员码 ${member.wallet.code}`}
        </>
      }
      end={<BeatBar />}
    >
      <Search key={query.code ?? ''} code={query.code ?? ''} found={member !== null} />
      {found.loading && <Skeleton rows={8} />}
      {found.error && (
        <Failure
          standing="没有查到，会员的积分没有变。"
          error={found.error}
          onRetry={() => void found.reload()}
          other={<Button onClick={() => navigate(hrefOf('/members'))}>回到名单</Button>}
        />
      )}
      {member && (
        <div className="member">
          <div>
            <WalletCard member={member} now={serverNow()} />
            <TierPanel
              key={`tier:${member.memberId}:${changes}`}
              memberId={member.memberId}
              canEdit={canEdit}
              online={online}
            />
            {canEdit && (
              <Correction
                key={member.memberId}
                memberId={member.memberId}
                wallet={member.wallet}
                online={online}
                onDone={async () => {
                  await found.reload()
                  setChanges((before) => before + 1)
                }}
              />
            )}
          </div>
          <div className="member-right">
            <section className="card member-origin" aria-label="来路">
              <header>
                <h2>来路</h2>
                <span className="hint">从哪来，在公众号、企业微信和群里走过什么</span>
              </header>
              <PersonTimeline id={`wxa:${member.memberId}`} />
            </section>
            <Timeline key={`${member.memberId}:${changes}`} memberId={member.memberId} />
          </div>
        </div>
      )}
    </Screen>
  )
}

function Search({ code, found }: { code: string; found: boolean }) {
  const [typed, setTyped] = useState(code)
  const [wrong, setWrong] = useState(code !== '' && memberCode(code) === null)
  function submit(event: FormEvent) {
    event.preventDefault()
    const next = memberCode(typed)
    if (next === null) return setWrong(true)
    navigate(hrefOf('/members', { ...parsePlace(location.hash).query, code: next }))
  }
  return (
    <form className="member-search" onSubmit={submit}>
      <label htmlFor="member-code">会员码</label>
      <Input
        id="member-code"
        maxLength={32}
        autoFocus={code === ''}
        placeholder="例如 3F9A01BC"
        status={wrong ? 'error' : ''}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setWrong(false)
        }}
      />
      <Button type={found ? 'default' : 'primary'} htmlType="submit">
        查找
      </Button>
      <span className={wrong ? 'brick' : 'hint'} role={wrong ? 'alert' : undefined}>
        {wrong ? '会员码是 8 位，只有数字和字母 A 到 F。' : '大小写、空格都可以'}
      </span>
    </form>
  )
}
