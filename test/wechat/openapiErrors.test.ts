import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpenapiFailed, openapiOf } from '../../cloudfunctions/platform/openapi'
import { CheckFailed, createSecurity } from '../../cloudfunctions/platform/security'
import { createWxa } from '../../cloudfunctions/platform/wxa'

/** A cloud whose every API fails in one way. */
function failing(error: unknown) {
  const fail = async () => {
    throw error
  }
  return openapiOf({ subscribeMessage: { send: fail }, security: { msgSecCheck: fail, mediaCheckAsync: fail } })
}
const message = { openid: 'o', templateId: 't', page: 'p', data: [] }

/** [code, whether surely nothing was sent, what a check says] */
const CODES: [code: number | undefined, outcome: 'refused' | 'unknown', failure: CheckFailed['failure']][] = [
  [43101, 'refused', 'busy'],
  [-1, 'refused', 'busy'],
  [61010, 'refused', 'not_recent'],
  [40001, 'refused', 'setup'],
  [-604101, 'refused', 'setup'],
  [-604102, 'unknown', 'busy'],
  [-604103, 'unknown', 'busy'],
  [undefined, 'unknown', 'busy'],
]

for (const [code, outcome, failure] of CODES) {
  test(`${code}: a message is ${outcome}, a check ${failure}`, async () => {
    const call = failing(code === undefined ? new Error('socket hang up') : { errCode: code, errMsg: 'no' })
    assert.equal((await createWxa(call).sendSubscribeMessage(message)).outcome, outcome)
    const check = (error: unknown) => error instanceof CheckFailed && error.failure === failure
    await assert.rejects(createSecurity(call).checkText('o', 2, 'a'), check)
    await assert.rejects(createSecurity(call).startMediaCheck('o', 2, 'https://a'), check)
  })
}

test('an API that the SDK does not know fails like one without an answer, and risky words are a verdict', async () => {
  const none = (error: unknown) => error instanceof OpenapiFailed && error.code === null && !error.refused
  await assert.rejects(openapiOf({})('security.msgSecCheck', {}), none)
  const risky = await createSecurity(failing({ errCode: 87014 })).checkText('o', 2, 'a')
  assert.equal(risky.suggest, 'risky')
})
