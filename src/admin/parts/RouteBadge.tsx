import { Tooltip } from 'antd'

export type RouteName = 'auto' | 'group_task' | 'staff_task' | 'single_task' | 'subscribe' | 'welcome' | 'group_welcome'

export const routeNames: Record<RouteName, { sign: string; name: string; detail: string }> = {
  group_task: { sign: '发', name: '群发任务', detail: '企业微信群发任务，占当天 1 条配额，群主确认后发出' },
  staff_task: { sign: '办', name: '群主待办', detail: '进群主的待办，一键转发到群，不占配额' },
  auto: { sign: '自', name: '自动选路', detail: '每群每天最多 1 条走群发任务，其余走群主待办' },
  single_task: { sign: '客', name: '客户群发', detail: '企业微信客户群发任务，发给一位一位的客户，员工确认后发出' },
  subscribe: { sign: '订', name: '订阅消息', detail: '会员点过同意的小程序订阅消息，一次同意发一条' },
  group_welcome: { sign: '群', name: '入群欢迎语', detail: '企业微信在新人进群时自动发' },
  welcome: { sign: '迎', name: '欢迎语', detail: '新人进来时发' },
}

/** One sign in a square; only the route that spends quota is filled. */
export function RouteBadge({ route }: { route: RouteName }) {
  const { sign, name, detail } = routeNames[route]
  return (
    <Tooltip title={`${name}：${detail}`} mouseEnterDelay={0.3}>
      <span className="route" data-route={route} role="img" aria-label={name}>
        {sign}
      </span>
    </Tooltip>
  )
}
