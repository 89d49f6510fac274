import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

const SCHEMA = `
create table if not exists meta (key text primary key, value text not null);
create table if not exists staff (userid text primary key, name text not null, openid text not null);
create table if not exists members (
  openid text primary key, unionid text not null, external_userid text not null unique, name text not null);
create table if not exists groups (
  chat_id text primary key, name text not null, owner text not null, created_at integer not null);
create table if not exists group_members (
  chat_id text not null, external_userid text not null, joined_at integer not null,
  primary key (chat_id, external_userid));
create table if not exists joinings (
  chat_id text not null, external_userid text not null, scene integer not null, state text not null,
  invitor text not null, primary key (chat_id, external_userid));
create table if not exists tokens (
  token text primary key, corpid text not null, secret text not null, expires_at integer not null, revoked text);
create table if not exists media (
  media_id text primary key, type text not null, content_type text not null, bytes blob not null,
  created_at integer not null);
create table if not exists tasks (
  msgid text primary key, sender text not null, create_type integer not null, body text not null,
  created_at integer not null, cancelled_at integer, confirmed_at integer, auto_at integer);
create table if not exists targets (
  msgid text not null, chat_id text not null, status integer not null, send_time integer,
  primary key (msgid, chat_id));
create index if not exists targets_by_chat on targets (chat_id, status, send_time);
create table if not exists reminders (id integer primary key, msgid text not null, at integer not null);
create table if not exists notices (
  id integer primary key, userid text not null, at integer not null, msgid text not null, body text not null);
create index if not exists notices_by_user on notices (userid, at);
create table if not exists duplicates (hash text primary key, at integer not null, msgid text not null);
create table if not exists chat (
  id integer primary key, chat_id text not null, at integer not null, from_kind text not null, from_id text not null,
  body text not null, source text not null, key text unique);
create index if not exists chat_by_group on chat (chat_id, id);
create table if not exists behaviours (userid text primary key, mode text not null, delay_minutes integer not null);
create table if not exists subscriptions (
  openid text not null, template_id text not null, credits integer not null, primary key (openid, template_id));
create table if not exists subscribe_messages (
  id integer primary key, openid text not null, template_id text not null, page text, data text not null,
  at integer not null);
create table if not exists friends (
  userid text not null, external_userid text not null, at integer not null, state text not null,
  primary key (userid, external_userid));
create table if not exists welcome_codes (
  code text primary key, userid text not null, external_userid text not null, at integer not null, used_at integer);
create table if not exists welcome_templates (template_id text primary key, body text not null, at integer not null);
create table if not exists codes (scene text not null, page text not null, at integer not null, primary key (scene, page));
create table if not exists ways (
  config_id text primary key, kind text not null, body text not null, at integer not null, deleted_at integer);
create table if not exists corp_tags (id text primary key, name text not null, group_name text not null);
create table if not exists marks (
  userid text not null, external_userid text not null, tag text not null, primary key (userid, external_userid, tag));
create table if not exists media_checks (
  trace_id text primary key, openid text not null, url text not null, at integer not null, told_at integer);
create table if not exists mp_followers (
  openid text primary key, member text not null, followed_at integer, left_at integer, scene text not null,
  touch_at integer, touch_used integer not null, message_at integer, message_used integer not null);
create table if not exists mp_codes (ticket text primary key, scene text not null, until integer);
create table if not exists calls (
  id integer primary key, at integer not null, api text not null, code integer not null, note text not null,
  request text not null);
`

type Value = string | number | null | Buffer

export type Store = {
  all<T>(sql: string, ...values: Value[]): T[]
  one<T>(sql: string, ...values: Value[]): T | undefined
  /** Returns the number of changed rows. */
  run(sql: string, ...values: Value[]): number
  /** All or nothing; the commit is on the disk's side of the process when it returns. */
  transaction<T>(work: () => T): T
  getMeta<T>(key: string): T | undefined
  setMeta(key: string, value: unknown): void
  /** Every row of every table, of bytes their digest; without what is only there to be shown: the page's version and the calls that no limit counts. */
  written(): string
  close(): void
}

/**
 * Opens `wechat.db` in the folder. WAL with synchronous=NORMAL: a committed call survives the death of the process at
 * any instant (power loss is outside the promise), which is what an outside platform has to do.
 */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true })
  const db = new Database(join(dataDir, 'wechat.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(SCHEMA)
  const prepared = new Map<string, Database.Statement<Value[]>>()

  function statement(sql: string) {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare<Value[]>(sql)
    prepared.set(sql, made)
    return made
  }

  return {
    all<T>(sql: string, ...values: Value[]) {
      return statement(sql).all(...values) as T[]
    },
    one<T>(sql: string, ...values: Value[]) {
      return statement(sql).get(...values) as T | undefined
    },
    run(sql, ...values) {
      return statement(sql).run(...values).changes
    },
    transaction<T>(work: () => T): T {
      return db.transaction(work)() as T
    },
    getMeta<T>(key: string) {
      const row = statement('select value from meta where key = ?').get(key) as { value: string } | undefined
      return row === undefined ? undefined : (JSON.parse(row.value) as T)
    },
    setMeta(key, value) {
      statement('insert into meta values (?, ?) on conflict (key) do update set value = excluded.value').run(
        key,
        JSON.stringify(value),
      )
    },
    written() {
      const tables = statement("select name from sqlite_master where type = 'table' order by name").all() as {
        name: string
      }[]
      const counts: Record<string, string> = { calls: "where api like 'mp/%'", meta: "where key <> 'version'" }
      const rows = tables.flatMap(({ name }) =>
        statement(`select '${name}' as its_table, * from ${name} ${counts[name] ?? ''}`).all(),
      )
      return JSON.stringify(rows, (_, value) =>
        Buffer.isBuffer(value) ? createHash('sha1').update(value).digest('hex') : value,
      )
    },
    close() {
      prepared.clear()
      db.close()
    },
  }
}
