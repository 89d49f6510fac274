import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

describe('storage through the SDK', () => {
  let world: World
  before(async () => {
    world = await testWorld()
  })
  after(() => world.close())

  test('a file goes up, comes down, has an address, and is deleted', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, ...Buffer.from('节拍')])
    const { fileID, statusCode } = await world.sdk.uploadFile({ cloudPath: 'photos/节拍 1.png', fileContent: bytes })
    assert.equal(fileID, 'cloud://local.6c6f-local/photos/节拍 1.png')
    assert.equal(statusCode, -1, 'the SDK never learns the status of its upload')
    assert.deepEqual((await world.sdk.downloadFile({ fileID })).fileContent, bytes)
    const { fileList } = await world.sdk.getTempFileURL({ fileList: [fileID] })
    const response = await fetch(fileList[0]?.tempFileURL ?? '')
    assert.equal(response.headers.get('content-type'), 'image/png')
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes)
    const removed = await world.sdk.deleteFile({ fileList: [fileID] })
    assert.equal(removed.fileList[0]?.status, 0)
    assert.match((await errorOf(world.sdk.downloadFile({ fileID }))).errMsg, /downloadFile:fail/)
  })

  test('an upload replaces the file of the same path', async () => {
    const up = (text: string) => world.sdk.uploadFile({ cloudPath: 'a.txt', fileContent: Buffer.from(text) })
    await up('a longer text')
    const { fileID } = await up('short')
    assert.equal((await world.sdk.downloadFile({ fileID })).fileContent.toString(), 'short')
  })

  test('files that are not there are told one by one', async () => {
    const fileID = 'cloud://local.6c6f-local/none.txt'
    const url = await world.sdk.getTempFileURL({ fileList: [fileID] })
    assert.deepEqual(url.fileList[0], {
      fileID,
      status: -503003,
      errMsg: 'storage file not exists',
      maxAge: undefined,
      tempFileURL: '',
    })
    assert.equal((await world.sdk.deleteFile({ fileList: [fileID] })).fileList[0]?.status, -503003)
  })

  test('a path out of the folder is refused', async () => {
    for (const cloudPath of ['../evil.txt', 'a/../../evil.txt', '/evil.txt']) {
      assert.match((await errorOf(world.sdk.uploadFile({ cloudPath, fileContent: Buffer.from('x') }))).errMsg, /fail/)
    }
    assert.equal((await fetch(`${world.url}/storage/..%2Fcloud.db`)).status, 404)
    assert.equal((await fetch(`${world.url}/storage/none.txt`)).status, 404)
  })
})
