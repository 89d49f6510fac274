import { Button, Select } from 'antd'
import { Empty, Failure, Skeleton } from '../../../admin/parts/states'
import { hrefOf } from '../../../admin/place'
import { navigate, usePlace } from '../../../admin/router'
import { Screen } from '../../../admin/Screen'
import { useQuery } from '../../../admin/useQuery'
import type { SopSummary } from '../../sop/contract'
import { BeatBar } from './BeatBar'
import { welcomeWords as words } from './text'
import { WelcomeFriends } from './WelcomeFriends'
import { WelcomePhones } from './WelcomePhones'
import './welcome.css'

/** What newcomers hear at the left, who came and heard it at the right. */
export function WelcomeScreen() {
  const { query } = usePlace()
  const go = (change: Record<string, string | null>) =>
    navigate(hrefOf('/welcome', { sop: null, v: null, d: null, only: null, ...query, ...change }), true)
  return (
    <Screen title={words.title} crumb={words.crumb} end={<BeatBar />}>
      <div className="welcome">
        <Heard sop={query.sop} version={Number(query.v)} onGo={go} />
        <WelcomeFriends wanted={query.d} only={query.only === 'missed' ? 'missed' : 'all'} onGo={go} />
      </div>
    </Screen>
  )
}

interface Heard {
  sop: string | undefined
  /** NaN when the address names none. */
  version: number
  onGo: (change: Record<string, string | null>) => void
}

function Heard({ sop: wanted, version: wantedVersion, onGo }: Heard) {
  const asked = useQuery('sop.list', {})
  const sops = byNewest(asked.data?.sops ?? [])
  const sop = sops.find((one) => one.sop === wanted) ?? sops[0]
  const versions = publishedOf(sop)
  const version =
    versions.find(({ number }) => number === wantedVersion) ??
    versions.find(({ number }) => number === sop?.live) ??
    versions[0]
  return (
    <div className="welcome-heard">
      {asked.loading && <Skeleton rows={10} />}
      {asked.error && !asked.data && (
        <Failure standing="欢迎语照常发。" error={asked.error} onRetry={() => void asked.reload()} />
      )}
      {asked.data && (!sop || !version) && (
        <section className="card">
          <Empty title={words.noSop} action={<Button href={hrefOf('/sop')}>{words.toSop}</Button>}>
            {words.noSopNext}
          </Empty>
        </section>
      )}
      {sop && version && (
        <>
          <div className="welcome-bar">
            <Select
              aria-label="哪个 SOP"
              className="welcome-sop"
              value={sop.sop}
              onChange={(value) => onGo({ sop: value, v: null })}
              options={sops.map((one) => ({ value: one.sop, label: one.name }))}
            />
            <Select
              aria-label="哪一版"
              value={version.number}
              onChange={(value) => onGo({ sop: sop.sop, v: String(value) })}
              options={versions.map(({ number }) => ({
                value: number,
                label: `v${number}${number === sop.live ? ' 线上' : ' 历史'}`,
              }))}
            />
            <span className="hint">{noteOn(sop, version.number)}</span>
          </div>
          <WelcomePhones key={`${sop.sop}:${version.number}`} sop={sop.sop} number={version.number} />
        </>
      )}
      <section className="card" aria-label={words.limits}>
        <header>
          <h2>{words.limits}</h2>
        </header>
        <ul className="welcome-limits">
          {words.limitsLines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function noteOn(sop: SopSummary, number: number): string {
  if (sop.paused || sop.retiredAt) return words.notSpeaking
  return number === sop.live ? words.newest : words.notLive(sop.live)
}

function publishedOf(sop: SopSummary | undefined): SopSummary['versions'] {
  const published = (sop?.versions ?? []).filter(({ status }) => status === 'live' || status === 'retired')
  return published.sort((a, b) => b.number - a.number)
}

/** Those that were ever published; as the welcome itself is chosen: the one published last comes first. */
function byNewest(sops: readonly SopSummary[]): SopSummary[] {
  const at = (sop: SopSummary) => {
    const speaks = sop.live > 0 && !sop.paused && !sop.retiredAt
    return speaks ? (sop.versions.find(({ number }) => number === sop.live)?.publishedAt ?? 0) : -1
  }
  return sops.filter((sop) => publishedOf(sop).length > 0).sort((a, b) => at(b) - at(a))
}
