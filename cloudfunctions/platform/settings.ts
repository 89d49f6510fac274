import type { Settings } from '../../src/context'

/** What nothing works without; the callbacks' own keys are given to `inbound` alone and show by their events. */
const NEEDED = ['JIEPAI_SECRET', 'JIEPAI_APPID', 'WECOM_CORPID', 'WECOM_SECRET', 'WECOM_AGENTID']

/** Reads the environment variables of a function. README lists them; a missing one is said once, by name. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    secret: required(env, 'JIEPAI_SECRET'),
    demo: env.JIEPAI_DEMO === '1',
    brandName: env.JIEPAI_BRAND ?? '节拍',
    appid: env.JIEPAI_APPID ?? 'touristappid',
    missing: NEEDED.filter((name) => !env[name]),
  }
}

export interface WecomSettings {
  /** Replaced by the simulated WeChat on a developer's machine. */
  baseUrl: string
  corpid: string
  secret: string
  agentid: number
}

export function readWecomSettings(env: NodeJS.ProcessEnv): WecomSettings {
  return {
    baseUrl: env.WECOM_BASE_URL ?? 'https://qyapi.weixin.qq.com',
    corpid: env.WECOM_CORPID ?? '',
    secret: env.WECOM_SECRET ?? '',
    agentid: Number(env.WECOM_AGENTID ?? 0),
  }
}

export interface MpSettings {
  /** Replaced by the simulated WeChat on a developer's machine. */
  baseUrl: string
  /** Empty: no 公众号 is connected. */
  appid: string
  secret: string
}

export function readMpSettings(env: NodeJS.ProcessEnv): MpSettings {
  return {
    baseUrl: env.MP_BASE_URL ?? 'https://api.weixin.qq.com',
    appid: env.MP_APPID ?? '',
    secret: env.MP_SECRET ?? '',
  }
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name]
  if (!value) throw new Error(`environment variable ${name} is missing; see docs/self-hosting.md`)
  return value
}
