// Runs a list of database steps, so that a test decides how many wire calls an invocation makes.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database({ throwOnNotFound: false })
const _ = db.command

exports.main = async ({ method, input }) => {
  switch (method) {
    case 'transfer':
      return transfer(input)
    case 'careless':
      return careless(input)
    case 'forget':
      db.collection('things').add({ data: { _id: input.id } })
      return { ok: true }
    case 'late':
      setTimeout(() => db.collection('things').count(), input.ms)
      return { ok: true }
    case 'seed':
      await db
        .collection('things')
        .doc('source')
        .set({ data: { left: 10, ops: [] } })
      return { ok: true }
    default:
      throw new Error(`unknown method ${method}`)
  }
}

/** Two writes; the second try of the same op finds itself. */
async function transfer({ op }) {
  const mine = { _id: 'source', ops: _.neq(op), left: _.gt(0) }
  const { stats } = await db
    .collection('things')
    .where(mine)
    .update({ data: { left: _.inc(-1), ops: _.push([op]) } })
  if (stats.updated === 0) {
    const { data } = await db.collection('things').doc('source').get()
    if (!data.ops.includes(op)) return { ok: false, code: 'EMPTY' }
  }
  try {
    await db.collection('things').add({ data: { _id: `moved:${op}` } })
  } catch (error) {
    if (!/E11000/.test(error.errMsg)) throw error
  }
  return { ok: true }
}

/** The same without guards: what the fault helper has to find. */
async function careless({ op }) {
  await db
    .collection('things')
    .doc('source')
    .update({ data: { left: _.inc(-1), ops: _.push([op]) } })
  await db.collection('things').add({ data: { op } })
  return { ok: true }
}
