import { join } from 'node:path'
import type { CollectionSpecs } from '../../local/cloud/store'
import { openWorld, type World, type WorldOptions } from './world'

/** Functions that exist for these tests only. */
export const FUNCTIONS = join(__dirname, 'functions')

export const COLLECTIONS: CollectionSpecs = {
  things: {
    indexes: [
      {
        name: 'kind_size',
        keys: [
          ['kind', 1],
          ['size', 1],
        ],
      },
      { name: 'tags', keys: [['tags', 1]] },
      { name: 'at', keys: [['at', -1]] },
    ],
  },
  plain: { indexes: [] },
  coded: { indexes: [{ name: 'code', keys: [['code', 1]], unique: true }] },
}

/** A world of the test functions and collections. */
export function testWorld(options: WorldOptions = {}): Promise<World> {
  return openWorld({ functionsDir: FUNCTIONS, collections: COLLECTIONS, ...options })
}

/** What the SDK throws. */
export interface SdkError {
  readonly errCode: number
  readonly errMsg: string
}

/** The error of a promise that has to fail. */
export async function errorOf(promise: Promise<unknown>): Promise<SdkError> {
  try {
    await promise
  } catch (error) {
    return error as SdkError
  }
  throw new Error('this should have been refused')
}

/** The database as the tests use it: the SDK's typings leave queries and results open. */
export type Db = World['db']
