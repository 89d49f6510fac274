import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { newAccount, upcast } from '../../src/features/points/account'
import { wakeAtOf } from '../../src/features/points/expiry'
import { readLedger } from '../../src/features/points/ledger'
import type { Account, LedgerEntry, Lot } from '../../src/features/points/rules'
import { storeOf } from '../checkin/ledgerOf'
import { type CallResult, openWorld, type World } from '../cloud/world'

const HOME = resolve(__dirname, '../..')

/** A local cloud with one more function, `ledger`, that answers each operation of the ledger. */
export interface Bank {
  readonly world: World
  /** One operation as one invocation. */
  operate(verb: string, request: unknown, memberId?: string): Promise<CallResult>
  /** The same in code: the answer's data, or the code of the refusal. */
  ask(verb: string, request: unknown, memberId?: string): Promise<unknown>
  /** Puts a member there, with these lots of points. */
  open(memberId: string, lots?: readonly Omit<Lot, 'asset'>[], change?: Partial<Account>): Promise<void>
  account(memberId?: string): Promise<Account>
  ledger(memberId?: string): Promise<LedgerEntry[]>
  /** Lets two minutes pass and the timer run: leases end, outboxes are drained. */
  sweep(): Promise<void>
  close(): Promise<void>
}

export const MEMBER = `m${'0a'.repeat(12)}`

export async function openBank(now: string): Promise<Bank> {
  const folder = mkdtempSync(join(tmpdir(), 'jiepai-bank-'))
  cpSync(join(HOME, 'dist/cloudfunctions'), folder, { recursive: true })
  mkdirSync(join(folder, 'ledger'))
  await build({
    absWorkingDir: HOME,
    entryPoints: ['test/points/ledgerFunction.ts'],
    outfile: join(folder, 'ledger/index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    tsconfig: 'tsconfig.server.json',
    logLevel: 'warning',
  })
  const world = await openWorld({ timers: false, now, functionsDir: folder, env: { JIEPAI_SECRET: 'test' } })
  const store = storeOf(world)
  const operate = (verb: string, request: unknown, memberId = MEMBER) =>
    world.call('ledger', verb, { memberId, request }, { openid: 'o-bank' })
  return {
    world,
    operate,
    async ask(verb, request, memberId) {
      const { answer } = await operate(verb, request, memberId)
      return answer.ok ? answer.data : answer.code
    },
    async open(memberId, lots = [], change = {}) {
      const at = Date.parse(world.now())
      const amount = lots.reduce((sum, lot) => sum + lot.amount, 0)
      const fresh = newAccount(memberId, at)
      const opening = {
        _id: `opening:${memberId}`,
        schema: 1 as const,
        memberId,
        generation: 1,
        seq: 1,
        asset: 'points' as const,
        delta: amount,
        balanceAfter: amount,
        lots: lots.map((lot) => ({ ...lot, asset: 'points' as const })),
        bizType: 'opening',
        bizId: memberId,
        reason: '期初',
        at,
        day: '2026-01-01',
      }
      await store.insert('accounts', {
        ...fresh,
        seq: 1,
        balances: { ...fresh.balances, points: amount },
        lots: opening.lots,
        outbox: amount > 0 ? [opening] : [],
        dirtyAt: amount > 0 ? at : null,
        wakeAt: wakeAtOf({ lots: opening.lots, holds: [], pending: [] }),
        consent: { version: 1, at },
        ...change,
      })
    },
    async account(memberId = MEMBER) {
      const stored = await store.get('accounts', memberId)
      if (!stored) throw new Error(`${memberId} has no account`)
      return upcast(stored)
    },
    ledger: async (memberId = MEMBER) => (await readLedger(store, memberId, { limit: 1000 })).entries,
    async sweep() {
      await world.setClock(new Date(Date.parse(world.now()) + 120_000).toISOString())
      const run = await world.fireTimer('tick')
      if (!run.ok) throw new Error(run.message)
    },
    async close() {
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
