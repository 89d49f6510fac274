import { Button, Input, Segmented } from 'antd'
import { type FormEvent, useCallback, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Icon, Mark } from '../../../admin/parts/Icon'
import { type Session, writeSession } from '../../../admin/session'
import { ScanLogin } from './ScanLogin'
import './login.css'

/**
 * Name and password; on success the session is kept and the caller goes on.
 * @param over the session ended by itself, in the middle of work
 */
export function LoginScreen({ over = false, onDone }: { over?: boolean; onDone: (session: Session) => void }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [way, setWay] = useState<'password' | 'scan'>('password')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '' || password === '') return setProblem('账号和密码都要填。')
    setBusy(true)
    setProblem(null)
    try {
      const { token, staff } = await call('staff.login', { name: name.trim(), password })
      enter({ token, name: staff.name, roles: staff.roles })
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : '没有登录成功，请再试一次。')
      setBusy(false)
    }
  }

  const enter = useCallback(
    (session: Session) => {
      writeSession(session)
      onDone(session)
    },
    [onDone],
  )

  return (
    <div className="login">
      <header>
        <Mark size={22} /> 节拍 <span>社群运营台</span>
      </header>
      <main>
        <div className="login-box">
          <div className="login-ways">
            <h1 id="login-title">登录运营台</h1>
            {over && (
              <p className="note" data-kind="amber">
                <Icon name="clock" size={14} /> <span>登录满 12 小时或被结束了，请再登一次，会回到刚才那一页。</span>
              </p>
            )}
            <Segmented
              block
              aria-label="登录方式"
              value={way}
              onChange={setWay}
              options={[
                { value: 'password', label: '账号密码' },
                { value: 'scan', label: '手机扫码' },
              ]}
            />
            {way === 'scan' ? (
              <ScanLogin onDone={enter} />
            ) : (
              <form onSubmit={submit} aria-labelledby="login-title">
                <label htmlFor="login-name">账号</label>
                <Input
                  id="login-name"
                  size="large"
                  autoFocus
                  autoComplete="username"
                  maxLength={64}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
                <label htmlFor="login-password">密码</label>
                <Input.Password
                  id="login-password"
                  size="large"
                  autoComplete="current-password"
                  maxLength={200}
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
                <p className="login-problem" role="alert">
                  {problem}
                </p>
                <Button type="primary" size="large" block htmlType="submit" loading={busy}>
                  登录
                </Button>
                <p className="hint">账号由品牌管理员开通；忘了密码也请找他重设。</p>
              </form>
            )}
          </div>
          <section>
            <h2>登录后你能做的 3 件事</h2>
            <ul>
              <li>
                <Icon name="import" size={18} />
                <div>
                  把 Excel 变成 SOP<small>每一格对不对先给你看，点「写入」才会存</small>
                </div>
              </li>
              <li>
                <Icon name="send" size={18} />
                <div>
                  到点交给群主<small>每条都要群主自己点一下才会发进群</small>
                </div>
              </li>
              <li>
                <Icon name="today" size={18} />
                <div>
                  看今天哪一拍没响<small>发了、晚了、错过、待核实，一眼分清</small>
                </div>
              </li>
            </ul>
            <p className="note">
              <Icon name="lock" size={14} />
              <span>只看得到群名、人数和群主，看不到聊天内容。关掉这个标签页就退出。</span>
            </p>
          </section>
        </div>
      </main>
    </div>
  )
}
