import { readFileSync } from 'node:fs'
import { USUAL_RULES } from '../../../src/features/delivery/sendingRules'
import { readWorkbook } from '../../../src/features/sop/admin/readWorkbook'
import type { Grid } from '../../../src/features/sop/grid'
import { importRules } from '../../../src/features/sop/importRules'
import type { NodeChange } from '../../../src/features/sop/lifeContract'
import type { SopNode, SopVersion } from '../../../src/features/sop/rules'
import { summaryOfTemplate, templates } from '../../../src/features/sop/templates/all'
import { upcastVersion } from '../../../src/features/sop/upcast'
import { Refusal, refuse } from '../../../src/kernel/errors'
import { cannedBoard, cannedNow, today } from './board'
import { cannedBoards } from './boards'
import { cannedDryRun } from './dryrun'
import { cannedMaterials } from './material'
import { cannedMembers } from './members'
import { nodesAfter } from './nodesAfter'
import { cannedSurveys } from './survey'
import { cannedGroup } from './version'

export type Answer = (input: never) => unknown

interface ImportInput {
  grid: Grid
  fixes?: Record<string, string>
}

interface ChangeInput {
  number: number
  revision: number
  changes: NodeChange[]
}

interface SaveInput extends Partial<SopNode> {
  number: number
  node: string
  revision: number
  text?: string
  cardTitle?: string
}

/** Somebody who works here, and logs in with a phone. */
const here = { active: true, hasPassword: false }
const me = { id: 's1', name: '陈一诺', roles: ['operator'], stores: [], wecomUserId: null, bound: false, ...here }
const colleagues = [
  me,
  { id: 's2', name: '林晓', roles: ['guide'], stores: ['静安店'], wecomUserId: 'linxiao', bound: true, ...here },
  { id: 's3', name: '周敏', roles: ['guide'], stores: ['静安店'], wecomUserId: 'zhoumin', bound: true, ...here },
  {
    id: 's4',
    name: '孙悦',
    roles: ['store_manager'],
    stores: ['徐汇店'],
    wecomUserId: 'sunyue',
    bound: false,
    ...here,
  },
]

const welcome = { text: '{客户称呼}你好，欢迎', attachments: ['新人礼'], problems: ['{福利日} 还没有填'] }

/** A desk with one SOP in two versions, kept in memory; `empty` starts before the first import. */
export async function cannedAnswers(empty = false): Promise<Record<string, Answer>> {
  const bytes = readFileSync(new URL('../../../local/demo/花间美妆-社群SOP.xlsx', import.meta.url))
  const nodes = read(await readWorkbook(new Uint8Array(bytes).buffer, 'sop.xlsx'), {}).rows.flatMap(
    (row) => row.node ?? [],
  )
  const versions: SopVersion[] = empty ? [] : [version(1, 'live', nodes), version(2, 'draft', nodes)]
  const find = (number: number) =>
    versions.find((one) => one.number === number) ?? refuse('NO_SUCH_VERSION', '没有这个版本。')
  return {
    ...cannedMembers,
    ...cannedSurveys(),
    ...cannedMaterials(),
    ...cannedBoards,
    'staff.login': ({ name, password }: { name: string; password: string }) =>
      name === 'demo' && password === 'jiepai-demo'
        ? { token: 'canned', expiresAt: cannedNow + 3_600_000, staff: me }
        : refuse('WRONG_LOGIN', '账号或密码不对，请再看一眼。'),
    'staff.logout': () => ({ done: true }),
    'staff.getMe': () => ({ staff: me }),
    'staff.list': () => ({ staff: colleagues }),
    'staff.sessions': () => ({ sessions: [] }),
    'desk.search': () => ({
      hits: [{ kind: 'group', id: 'wr1', title: '福利群1', detail: '群主 林晓 · 486 人' }],
    }),
    'staff.createBindCode': () => ({ code: '40218836', expiresAt: cannedNow + 600_000 }),
    'delivery.getBoard': ({ date }: { date?: string }) =>
      !date || date === today ? cannedBoard() : { ...cannedBoard(), date, beats: [], cells: {} },
    'delivery.resolve': ({ id, outcome }: { id: string; outcome: string }) => ({
      id,
      state: outcome === 'sent' ? 'sent' : 'planned',
    }),
    'delivery.remind': () => ({ reminders: 2 }),
    'sop.list': () => ({
      sops:
        versions.length === 0
          ? []
          : [{ sop: 'daily', name: '花间美妆·福利群日常SOP', live: 1, latest: versions.length, versions }],
    }),
    'sop.getVersion': ({ number }: { number: number }) => ({ version: find(number) }),
    'sop.getHearers': () => ({ groups: [cannedGroup, { ...cannedGroup, id: 'wr2', name: '福利群2' }], holidays: [] }),
    'delivery.getQuota': () => ({
      rule: 'days_of_month',
      ...period,
      groups: [quotaOf('wr1', '福利群1', 9), quotaOf('wr2', '福利群2', 30)],
    }),
    'sop.changeNodes': ({ number, revision, changes }: ChangeInput) => {
      const held = find(number)
      if (held.revision !== revision) refuse('CHANGED_BY_OTHER', '这一条刚被别人改过，请选用谁的。')
      const nodes = changes.reduce(nodesAfter, held.nodes)
      versions[versions.indexOf(held)] = { ...held, nodes, revision: revision + 1 }
      return { version: find(number) }
    },
    'delivery.getGroupDays': () => ({ rule: 'days_of_month', quiet: null, rows: [], outside: [] }),
    'delivery.getRules': () => ({
      rules: USUAL_RULES,
      revision: 0,
      by: '',
      at: null,
    }),
    'delivery.previewWelcome': () => ({ friend: welcome, group: welcome, howToPick: '请群主选用这一条。' }),
    'delivery.getGroupWelcomes': () => ({ templates: [], howToPick: '' }),
    'delivery.getWelcomes': () => ({
      date: today,
      totals: { friends: 2, sent: 0, missed: 1, none: 1 },
      items: [
        {
          id: 'a',
          at: cannedNow,
          customer: '小满',
          staff: '林晓',
          channel: 'door',
          state: 'late',
          reason: '过了 20 秒',
        },
        { id: 'b', at: cannedNow, customer: null, staff: '周敏', channel: '', state: 'none', reason: '没有欢迎码' },
      ],
    }),
    'sop.getHolidays': ({ year }: { year: number }) => ({
      ...{ year, announced: false, revision: 1 },
      days: [{ day: `${year}-12-31`, work: false, name: '盘点' }],
    }),
    'sop.listTemplates': () => ({ templates: templates.map(summaryOfTemplate) }),
    'sop.dryRun': () => cannedDryRun(),
    'sop.startDraft': () => ({ sop: 'daily', number: 2 }),
    'sop.saveNode': ({ number, node, revision, ...change }: SaveInput) => {
      const held = find(number)
      if (held.revision !== revision) refuse('CHANGED_BY_OTHER', '这一条刚被别人改过，请选用谁的。')
      Object.assign(held, {
        revision: held.revision + 1,
        nodes: held.nodes.map((one) => (one.key === node ? edited(one, change) : one)),
      })
      return { version: held }
    },
    'sop.publish': ({ number }: { number: number }) => {
      for (const one of versions) if (one.status === 'live') one.status = 'retired'
      Object.assign(find(number), { status: 'live', publishedAt: cannedNow })
      return { sop: 'daily', number, publishedAt: cannedNow }
    },
    'sop.previewImport': ({ grid, fixes }: ImportInput) => read(grid, fixes ?? {}),
    'sop.commitImport': ({ grid, fixes }: ImportInput) => {
      const rows = read(grid, fixes ?? {}).rows.flatMap((row) => row.node ?? [])
      versions.push(version(versions.length + 1, 'draft', rows))
      return { sop: 'daily', number: versions.length, nodes: rows.length }
    },
  }
}

/** The answer to one call, as the function `staff` gives it. */
export function answer(answers: Record<string, Answer>, body: string, token: string | undefined) {
  const { method, input } = JSON.parse(body) as { method: string; input: unknown }
  const rest = { now: cannedNow, requestId: 'canned' }
  try {
    if (method !== 'staff.login' && token !== 'Bearer canned') refuse('SESSION_EXPIRED', '登录已过期，请再登录一次。')
    const found = answers[method] ?? refuse('NO_SUCH_METHOD', '没有这个方法。')
    return { ok: true, data: found(input as never), ...rest }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message, ...rest }
    throw error
  }
}

function read(grid: Grid, fixes: Record<string, string>) {
  return importRules(grid, { today, groupTags: ['福利群', 'VIP群'], staffNames: ['小美', '阿玲', '店长'], fixes })
}

const period = { from: '2026-11-01', to: '2026-11-30', limit: 30 }

function quotaOf(chatId: string, name: string, spent: number) {
  return { chatId, name, reserved: 0, spent, outside: 0, left: period.limit - spent, coming: [] }
}

function edited(node: SopNode, change: { text?: string; cardTitle?: string } & Partial<SopNode>): SopNode {
  const { text, cardTitle, ...rest } = change
  const parts = node.parts.map((part) => {
    if (part.type === 'text' && text !== undefined) return { ...part, text }
    return part.type === 'card' && cardTitle !== undefined ? { ...part, title: cardTitle } : part
  })
  return { ...node, ...rest, parts }
}

function version(number: number, status: SopVersion['status'], nodes: SopNode[]): SopVersion {
  return upcastVersion({
    _id: `daily:${number}`,
    schema: 1,
    sop: 'daily',
    number,
    parent: number > 1 ? number - 1 : null,
    status,
    name: '花间美妆·福利群日常SOP',
    from: '2026-11-23',
    to: '2026-12-31',
    nodes,
    note: number === 1 ? '从 Excel 导入' : '',
    author: '陈一诺',
    revision: 0,
    importDigest: null,
    createdAt: cannedNow - 86_400_000,
    publishedAt: status === 'live' ? cannedNow - 80_000_000 : null,
  })
}
