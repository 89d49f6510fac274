import type { WecomErrorKind } from './wecomCodes'

type Known = { kind: WecomErrorKind; mend: string }

const WAIT = '公众号接口正忙，稍后会自动再试'
const BUG = '请求内容不符合公众号接口的要求，请把错误码发给技术同事'
const SECRET = '公众号的 AppID 或 AppSecret 不对，请到公众平台「设置与开发 → 基本配置」核对后填到环境变量里'

/** What stands in a PlatformError when no 公众号 is connected; no request is made then. */
export const MP_NOT_SET_UP = -10

/**
 * The codes of 公众号 that matter to us, in the classes of `wecomCodes` (the two platforms give the same numbers other meanings:
 * 40001 is an old token here and a wrong secret there). Source: the global return codes of 公众号.
 */
export const MP_CODES: Record<number, Known> = {
  [MP_NOT_SET_UP]: { kind: 'config', mend: '还没有接上公众号，请先填好 MP_APPID 和 MP_SECRET 这两个环境变量' },

  // Also what a wrong secret gives; a second refusal with a new token is then final.
  40001: { kind: 'refresh', mend: SECRET },
  40014: { kind: 'refresh', mend: '凭证已失效，系统会自动换新' },
  42001: { kind: 'refresh', mend: '凭证已过期，系统会自动换新' },

  40002: { kind: 'config', mend: SECRET },
  40013: { kind: 'config', mend: SECRET },
  40125: { kind: 'config', mend: SECRET },
  41002: { kind: 'config', mend: SECRET },
  41004: { kind: 'config', mend: SECRET },
  40164: { kind: 'config', mend: '服务器的 IP 不在公众号的 IP 白名单里，请到公众平台「基本配置」加上' },
  40243: { kind: 'config', mend: '公众号的 AppSecret 被冻结了，请到公众平台解冻' },
  89503: { kind: 'config', mend: '这个 IP 的调用要管理员在微信里确认，请管理员点一下确认' },
  89506: { kind: 'config', mend: '管理员拒绝了这个 IP 的调用，请联系公众号管理员' },
  89507: { kind: 'config', mend: '管理员拒绝了这个 IP 的调用，请一小时后再试' },
  48001: { kind: 'config', mend: '公众号没有这个接口的权限，需要已认证的服务号' },
  48004: { kind: 'config', mend: '接口被微信封禁了，请到公众平台查看原因' },
  50002: { kind: 'config', mend: '公众号被限制了，请到公众平台查看原因' },
  76021: { kind: 'config', mend: '查询额度的接口路径不对，请把错误码发给技术同事' },
  76022: { kind: 'config', mend: '公众号没有查询这个额度的权限' },

  [-1]: { kind: 'retry_later', mend: WAIT },
  45009: { kind: 'retry_later', mend: '这个接口今天的额度用完了，明天零点后会恢复' },
  45011: { kind: 'retry_later', mend: '这一分钟调用太多，稍后会自动再试' },

  45015: { kind: 'expired', mend: '超过了可以回复的时间，要等对方再发消息或点菜单' },
  45047: { kind: 'expired', mend: '这次可以主动发的条数用完了，要等对方再发消息或点菜单' },

  40003: { kind: 'bad_target', mend: '没有这位关注者' },
  43004: { kind: 'bad_target', mend: '对方没有关注公众号' },
  50005: { kind: 'bad_target', mend: '对方已经取消关注' },
  43019: { kind: 'bad_target', mend: '对方在公众号的黑名单里' },
  48002: { kind: 'bad_target', mend: '对方关掉了公众号的消息' },
  46003: { kind: 'bad_target', mend: '公众号还没有自定义菜单' },

  40007: { kind: 'bad_argument', mend: '图片超过 3 天已失效，请重新上传' },
  40016: { kind: 'bad_argument', mend: '菜单的按钮数不对：一级最多 3 个，每个下面最多 5 个' },
  40017: { kind: 'bad_argument', mend: '菜单按钮的类型不对，请重新选择' },
  40018: { kind: 'bad_argument', mend: '菜单的名字太长，请缩短' },
  40019: { kind: 'bad_argument', mend: '菜单按钮的标识太长，请把错误码发给技术同事' },
  40020: { kind: 'bad_argument', mend: '菜单里的链接太长，请缩短' },
  40023: { kind: 'bad_argument', mend: '子菜单的按钮数不对，每个下面 1 到 5 个' },
  40025: { kind: 'bad_argument', mend: '子菜单的名字太长，请缩短' },
  40027: { kind: 'bad_argument', mend: '子菜单里的链接太长，请缩短' },
  40033: { kind: 'bad_argument', mend: BUG },
  40052: { kind: 'bad_argument', mend: BUG },
  40053: { kind: 'bad_argument', mend: BUG },
  40054: { kind: 'bad_argument', mend: '子菜单里的链接不是有效的网址' },
  40055: { kind: 'bad_argument', mend: '菜单里的链接不是有效的网址' },
  40097: { kind: 'bad_argument', mend: BUG },
  45008: { kind: 'bad_argument', mend: '图文条数超过限制，一次只能 1 条' },
  47001: { kind: 'bad_argument', mend: BUG },
  47003: { kind: 'bad_argument', mend: BUG },
  85005: { kind: 'config', mend: '小程序没有关联到公众号，请到公众平台「小程序管理」关联' },
}

/** A code that is not in the table asks for a person. */
export function describeMpCode(code: number): Known {
  return MP_CODES[code] ?? { kind: 'config', mend: `公众号返回了没有收录的错误码 ${code}，请把它发给技术同事` }
}
