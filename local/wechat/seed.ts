import type { WechatSeed, World } from './types'

/** Puts the brand's world in place. A second call changes names, never what happened since (tasks, chats, tokens). */
export function seedWorld(world: World, seed: WechatSeed): void {
  const { store } = world
  world.transact(() => {
    store.setMeta('corp', { corpid: seed.corpid, secret: seed.secret })
    store.setMeta('agentid', seed.agentid)
    store.setMeta('brand', seed.brand)
    if (seed.mp) store.setMeta('mp', seed.mp)
    if (seed.callback) store.setMeta('callback', seed.callback)
    for (const one of seed.staff) {
      store.run('insert or replace into staff values (?, ?, ?)', one.userid, one.name, one.openid)
    }
    for (const one of seed.members) {
      store.run(
        'insert or replace into members values (?, ?, ?, ?)',
        one.openid,
        one.unionid,
        one.externalUserid,
        one.name,
      )
    }
    for (const group of seed.groups) {
      store.run(
        'insert or replace into groups values (?, ?, ?, ?)',
        group.chatId,
        group.name,
        group.owner,
        group.createdAt,
      )
      store.setMeta(`admins:${group.chatId}`, group.admins ?? [])
      for (const [index, member] of group.members.entries()) {
        store.run(
          'insert or ignore into group_members values (?, ?, ?)',
          group.chatId,
          member,
          group.createdAt + (index + 1) * 3_600_000,
        )
      }
    }
  })
}
