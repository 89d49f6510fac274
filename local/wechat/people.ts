import { randomBytes } from 'node:crypto'
import { type Body, optionalNumber, optionalText, text } from './args'
import { type EventFields, eventXml } from './callbacks'
import { appendChat, friendChatId } from './chat'
import { memberVersion } from './groupChat'
import { Refusal } from './refusal'
import type { World } from './types'
import { greetInGroup } from './welcome'

type Person = { openid: string; external_userid: string; name: string }

/**
 * What people do on their phones: become a friend of staff, join and leave groups. Each tells the brand by a signed and encrypted
 * callback. With `hold: true` the callback is not sent but answered, for whoever wants to send it late, twice or out of order.
 */
export const PEOPLE_ACTIONS: Record<string, (world: World, body: Body) => Body> = {
  'new-person': (world, body) => ({ openid: personOf(world, body).openid }),
  'add-friend': addFriend,
  'remove-friend': removeFriend,
  'join-group': joinGroup,
  'leave-group': leaveGroup,
  'create-group': createGroup,
  'dismiss-group': dismissGroup,
  'pick-welcome': pickWelcome,
}

function addFriend(world: World, body: Body): Body {
  const userid = text(body, 'userid')
  if (!world.store.one('select userid from staff where userid = ?', userid)) {
    throw new Refusal(60111, '没有这位员工，请刷新页面再选一次')
  }
  const person = personOf(world, body)
  const at = world.clock.now()
  const state = optionalText(body, 'state') ?? ''
  world.store.run(
    `insert into friends values (?, ?, ?, ?)
     on conflict (userid, external_userid) do update set at = excluded.at, state = excluded.state`,
    userid,
    person.external_userid,
    at,
    state,
  )
  const code = randomBytes(24).toString('base64url')
  const silent = body.silent === true
  if (!silent) {
    world.store.run('insert into welcome_codes values (?, ?, ?, ?, null)', code, userid, person.external_userid, at)
  }
  appendChat(world, {
    chatId: friendChatId(userid, person.external_userid),
    at,
    from: { kind: 'system', id: '' },
    bubble: { kind: 'text', text: '你已添加了对方，现在可以开始聊天了。' },
    source: 'friend',
  })
  const told = tell(world, body, {
    Event: 'change_external_contact',
    // `half`: the customer added staff, who have not confirmed yet.
    ChangeType: body.half === true ? 'add_half_external_contact' : 'add_external_contact',
    UserID: userid,
    ExternalUserID: person.external_userid,
    ...(state === '' ? {} : { State: state }),
    // No code when a welcome was set in the console, or the two have spoken before (WD/92130).
    ...(silent ? {} : { WelcomeCode: code }),
  })
  // The code travels in the callback; whoever holds that back may use it alone.
  const held = body.hold === true && !silent ? { code } : {}
  return { openid: person.openid, externalUserid: person.external_userid, ...held, ...told }
}

/** The customer deletes the member of staff, or with `by: 'staff'` the other way round. */
function removeFriend(world: World, body: Body): Body {
  const userid = text(body, 'userid')
  const person = personOf(world, body)
  const gone = world.store.run(
    'delete from friends where userid = ? and external_userid = ?',
    userid,
    person.external_userid,
  )
  if (gone === 0) throw new Refusal(84061, '他们不是好友')
  return tell(world, body, {
    Event: 'change_external_contact',
    ChangeType: body.by === 'staff' ? 'del_external_contact' : 'del_follow_user',
    UserID: userid,
    ExternalUserID: person.external_userid,
  })
}

/** `scene` as the list has it: 1 invited, 2 by a link, 3 by code; `state` is that of a join way. */
function joinGroup(world: World, body: Body): Body {
  const group = groupOf(world, body)
  const person = personOf(world, body)
  const at = world.clock.now()
  const before = memberVersion(world, group.chat_id)
  const joined = world.store.run(
    'insert or ignore into group_members values (?, ?, ?)',
    group.chat_id,
    person.external_userid,
    at,
  )
  if (joined === 0) throw new Refusal(40058, '这个人已经在群里')
  const scene = optionalNumber(body, 'scene') ?? 3
  world.store.run(
    'insert or replace into joinings values (?, ?, ?, ?, ?)',
    group.chat_id,
    person.external_userid,
    scene,
    optionalText(body, 'state') ?? '',
    scene === 3 ? '' : (optionalText(body, 'invitor') ?? group.owner),
  )
  system(world, group.chat_id, `${person.name} 加入了群聊`)
  greetInGroup(world, group.chat_id, group.owner, person.name)
  const told = tell(world, body, {
    Event: 'change_external_chat',
    ChatId: group.chat_id,
    ChangeType: 'update',
    UpdateDetail: 'add_member',
    JoinScene: scene === 3 ? 3 : 0,
    ...changeOf(world, body, group.chat_id, person, before),
  })
  return { openid: person.openid, externalUserid: person.external_userid, ...told }
}

function leaveGroup(world: World, body: Body): Body {
  const group = groupOf(world, body)
  const person = personOf(world, body)
  const before = memberVersion(world, group.chat_id)
  const left = world.store.run(
    'delete from group_members where chat_id = ? and external_userid = ?',
    group.chat_id,
    person.external_userid,
  )
  if (left === 0) throw new Refusal(40058, '这个人不在群里')
  system(world, group.chat_id, `${person.name} 退出了群聊`)
  return tell(world, body, {
    Event: 'change_external_chat',
    ChatId: group.chat_id,
    ChangeType: 'update',
    UpdateDetail: 'del_member',
    QuitScene: body.by === 'staff' ? 1 : 0,
    ...changeOf(world, body, group.chat_id, person, before),
  })
}

/** Who came or went. `older: true` sends the list in the form of before: one text with commas (WD/92130). */
function changeOf(world: World, body: Body, chatId: string, person: Person, before: string): EventFields {
  const ids = [person.external_userid]
  return {
    MemChangeCnt: ids.length,
    MemChangeList: body.older === true ? ids.join(',') : ids,
    LastMemVer: before,
    CurMemVer: memberVersion(world, chatId),
  }
}

export function createGroup(world: World, body: Body): Body {
  const owner = text(body, 'userid')
  if (!world.store.one('select userid from staff where userid = ?', owner)) {
    throw new Refusal(60111, '没有这位员工，请刷新页面再选一次')
  }
  const chatId = `wr${randomBytes(12).toString('hex')}`
  world.store.run('insert into groups values (?, ?, ?, ?)', chatId, text(body, 'name'), owner, world.clock.now())
  const told = tell(world, body, { Event: 'change_external_chat', ChatId: chatId, ChangeType: 'create' })
  return { chatId, ...told }
}

function dismissGroup(world: World, body: Body): Body {
  const { chat_id: chatId } = groupOf(world, body)
  world.store.run('delete from groups where chat_id = ?', chatId)
  world.store.run('delete from group_members where chat_id = ?', chatId)
  return tell(world, body, { Event: 'change_external_chat', ChatId: chatId, ChangeType: 'dismiss' })
}

/** The owner chooses a template for the group in the client; an empty choice takes it back. */
function pickWelcome(world: World, body: Body): Body {
  const { chat_id: chatId } = groupOf(world, body)
  world.store.setMeta(`welcome:${chatId}`, optionalText(body, 'templateId') ?? '')
  return {}
}

function tell(world: World, body: Body, fields: EventFields): Body {
  const corp = world.store.getMeta<{ corpid: string }>('corp')
  const xml = eventXml(corp?.corpid ?? '', world.clock.now(), fields)
  const sealed = world.callbacks.seal(xml)
  if (sealed === undefined) return {}
  if (body.hold === true) return { callback: sealed }
  const name = String(fields.ChangeType)
  world.afterCommit(() => {
    world.callbacks.send(sealed, (status, tries) => noteCallback(world, name, status, tries))
  })
  return {}
}

function noteCallback(world: World, name: string, status: number, tries: number): void {
  if (!world.isOpen()) return
  world.transact(() => {
    world.store.run(
      'insert into calls (at, api, code, note, request) values (?, ?, ?, ?, ?)',
      world.clock.now(),
      `callback/${name}`,
      status === 200 ? 0 : status || -1,
      status === 200 ? '' : `没有得到 200，试了 ${tries} 次`,
      '',
    )
  })
}

function groupOf(world: World, body: Body): { chat_id: string; owner: string } {
  const group = world.store.one<{ chat_id: string; owner: string }>(
    'select chat_id, owner from groups where chat_id = ?',
    text(body, 'chatId'),
  )
  if (group) return group
  throw new Refusal(86003, '没有这个客户群，请刷新页面再选一次')
}

/** Somebody who is known by openid, else a new person of that name, under an id of the caller's choice for whoever plays a day twice. */
export function personOf(world: World, body: Body): Person {
  const openid = optionalText(body, 'openid')
  if (openid !== undefined) {
    const known = world.store.one<Person>('select openid, external_userid, name from members where openid = ?', openid)
    if (known) return known
    throw new Refusal(40003, '这个人不在微信里，请换一位')
  }
  const id = optionalText(body, 'id') ?? randomBytes(8).toString('hex')
  const person = { openid: `o-new-${id}`, external_userid: `wmNew${id}`, name: text(body, 'name').slice(0, 20) }
  world.store.run(
    'insert into members values (?, ?, ?, ?)',
    person.openid,
    `u-new-${id}`,
    person.external_userid,
    person.name,
  )
  return person
}

function system(world: World, chatId: string, words: string): void {
  const from = { kind: 'system' as const, id: '' }
  appendChat(world, { chatId, at: world.clock.now(), from, bubble: { kind: 'text', text: words }, source: 'system' })
}
