import { App as AntApp, Button, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { Component, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { TodayProvider } from '../features/delivery/admin/useToday'
import { LoginScreen } from '../features/staff/admin/LoginScreen'
import { Empty, Skeleton } from './parts/states'
import { homeOf, RightsContext, rightsOf, useRights, whyNot } from './rights'
import { navigate, usePlace } from './router'
import { routes, warmToday } from './routes'
import { Screen } from './Screen'
import { needOf, Shell } from './Shell'
import { readSession, type Session } from './session'
import { antdTheme, readToken } from './theme/theme'

export function Desk() {
  const theme = useMemo(() => antdTheme(readToken), [])
  return (
    <ConfigProvider theme={theme} locale={zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <AntApp component={false} message={{ maxCount: 2, duration: 3 }}>
        <Gate />
      </AntApp>
    </ConfigProvider>
  )
}

/** Login when there is no session, else the screen of the address. */
function Gate() {
  const { path, query } = usePlace()
  const [session, setSession] = useState<Session | null>(readSession)
  useEffect(() => {
    if (path === '/login') setSession(null)
    else if (path === '/') navigate(`#${homeOf(session?.roles ?? [])}`, true)
  }, [path, session])
  useEffect(() => {
    if (!session) warmToday()
  }, [session])
  if (!session || path === '/login') {
    const back = path === '/login' ? query.next : location.hash.replace(/^#\/?$/, '').slice(1)
    return (
      <LoginScreen
        over={path === '/login' && query.over === '1'}
        onDone={(fresh) => {
          setSession(fresh)
          navigate(`#${back?.startsWith('/') ? back : homeOf(fresh.roles)}`, true)
        }}
      />
    )
  }
  return (
    <RightsContext.Provider value={rightsOf(session.name, session.roles)}>
      <TodayProvider key={session.token}>
        <Shell>
          <Crash key={path}>
            <Route path={path} />
          </Crash>
        </Shell>
      </TodayProvider>
    </RightsContext.Provider>
  )
}

function Route({ path }: { path: string }) {
  const rights = useRights()
  const Found = routes[path]
  const closed = whyNot(rights, needOf(path))
  if (Found && closed !== null) {
    return (
      <Screen title="这一页你打不开">
        <Empty title={closed} action={<Button href="#/today">回到今日</Button>}>
          {`你现在是${rights.roleName}。要看这一页，请管理员在「员工与绑定」里给你加角色。`}
        </Empty>
      </Screen>
    )
  }
  if (!Found) {
    return (
      <Screen title="没有这一页">
        <Empty title="没有这一页" action={<Button href="#/today">回到今日</Button>}>
          地址可能抄错了，或者这一页在新版本里换了地方。
        </Empty>
      </Screen>
    )
  }
  return (
    <Suspense
      fallback={
        <Screen title="">
          <Skeleton rows={12} label="正在打开" />
        </Screen>
      }
    >
      <Found />
    </Suspense>
  )
}

/** A screen that breaks leaves the menu usable, and says so. */
class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Screen title="这一页出错了">
        <Empty
          title="这一页没能画出来"
          action={
            <Button type="primary" onClick={() => location.reload()}>
              刷新
            </Button>
          }
        >
          已经排好的消息不受影响。刷新后再试，还不行就把这一页的地址发给管理员。
        </Empty>
      </Screen>
    )
  }
}
