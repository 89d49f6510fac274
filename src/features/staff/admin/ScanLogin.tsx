import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { CallError, createCall } from '../../../admin/call'
import { noteNow, useNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { span } from '../../../admin/format'
import type { Session } from '../../../admin/session'
import { sha256, utf8 } from '../../../kernel/sha256'
import { checkNumber } from '../rules'
import { scanText } from '../scanText'

interface Asked {
  /** The token of the session to be; it never leaves this page before the phone has confirmed. */
  token: string
  scene: string
  expiresAt: number
  picture: string
}

/** How often the page looks whether the phone has confirmed. */
const LOOK_MS = 2000

/** A picture for the phone; on its confirmation the session is there. */
export function ScanLogin({ onDone }: { onDone: (session: Session) => void }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const now = useNow(1000)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for a new picture
  useEffect(() => {
    let stays = true
    setProblem(null)
    ask().then(
      (made) => stays && setAsked(made),
      (error) => stays && setProblem(sentenceOf(error)),
    )
    return () => {
      stays = false
    }
  }, [turn])

  useEffect(() => {
    if (!asked) return
    const timer = setInterval(() => {
      sessionOf(asked.token).then(
        (session) => session && onDone(session),
        (error) => setProblem(sentenceOf(error)),
      )
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [asked, onDone])

  const over = asked !== null && now > asked.expiresAt
  return (
    <div className="login-scan">
      <div className="login-code" data-over={over || undefined}>
        {asked && <img src={asked.picture} alt="登录码" width={188} height={188} />}
        {over && <Button onClick={() => setTurn(turn + 1)}>换一个码</Button>}
      </div>
      {asked && !over && (
        <p>
          核对数 <b>{checkNumber(asked.scene)}</b>，和手机上的一样再确认
        </p>
      )}
      <p className="login-problem" role="alert">
        {problem}
      </p>
      <ol>
        <li>打开小程序「我的」，点「登录运营台」</li>
        <li>扫这个码，核对数字，点「确认登录」</li>
      </ol>
      {asked && !over && (
        <p className="hint">
          还有 {span(asked.expiresAt - now)}。扫不了就在手机上输：<code>{asked.scene}</code>
        </p>
      )}
    </div>
  )
}

async function ask(): Promise<Asked> {
  const token = hex([...crypto.getRandomValues(new Uint8Array(16))])
  const session = hex(sha256(utf8(token)))
  const { scene, expiresAt } = await call('staff.askScan', { session })
  const { default: qrcode } = await import('qrcode-generator')
  const code = qrcode(0, 'M')
  code.addData(scanText(scene))
  code.make()
  return { token, scene, expiresAt, picture: code.createDataURL(8, 16) }
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The session once the phone has confirmed; null until then. A client of its own: "not yet" is no reason to leave the page. */
async function sessionOf(token: string): Promise<Session | null> {
  const waiting = createCall({
    fetch: (url, init) => fetch(url, init),
    token: () => token,
    onNow: noteNow,
    onSignedOut: () => undefined,
    onReach: () => undefined,
  })
  try {
    const { staff } = await waiting('staff.getMe', {})
    return { token, name: staff.name, roles: staff.roles }
  } catch (error) {
    if (error instanceof CallError && error.code === 'SESSION_EXPIRED') return null
    throw error
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CallError) return error.message
  console.error(error)
  return '没有做出登录码，请刷新页面再试。'
}
