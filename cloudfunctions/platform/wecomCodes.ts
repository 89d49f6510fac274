/** What a caller can do about a refusal; every feature decides by this, never by errmsg (WD/90313: it may change). */
export type WecomErrorKind =
  /** The token is old: fetch a new one, try once more. The client does this by itself. */
  | 'refresh'
  /** Something in the WeCom console or in our settings is wrong; a person has to mend it. */
  | 'config'
  /** Nothing happened; the same call may succeed later. */
  | 'retry_later'
  /** The effect exists already or can no longer be changed; stop trying. */
  | 'done'
  /** The chance is over (a code that lives for seconds). */
  | 'expired'
  /** The person or group cannot be reached this way. */
  | 'bad_target'
  /** Our own request is wrong. */
  | 'bad_argument'

type Known = { kind: WecomErrorKind; mend: string }

const CONFIG_SCOPE = '请在企业微信管理后台把这位员工加入应用的可见范围'
const WAIT = '企业微信正忙，稍后会自动再试'
const BUG = '请求内容不符合企业微信的要求，请把错误码发给技术同事'

/**
 * One row per code that matters to us. Source of the meanings: WD/90313 (global error codes) and the pages of the calls
 * (WD/92135, 93338, 97610, 97611, 90236, 91039, 92120). The classes are ours.
 */
export const WECOM_CODES: Record<number, Known> = {
  40014: { kind: 'refresh', mend: '凭证已失效，系统会自动换新' },
  42001: { kind: 'refresh', mend: '凭证已过期，系统会自动换新' },

  40001: { kind: 'config', mend: '应用的 Secret 不对，请到企业微信后台复制新的 Secret 填到设置里' },
  40013: { kind: 'config', mend: '企业 ID 或小程序 AppID 不对，请核对设置，并确认小程序已关联到企业' },
  40056: { kind: 'config', mend: '应用的 AgentId 不对，请到企业微信后台核对后填到设置里' },
  301002: { kind: 'config', mend: '这个 Secret 不属于这个应用，请核对 AgentId 和 Secret' },
  41001: { kind: 'config', mend: '请求没有带凭证，请检查应用设置' },
  43009: { kind: 'config', mend: '应用没有开通这个接口，请在企业微信后台开通' },
  43012: { kind: 'config', mend: '应用需要先设置接收消息的地址，请到企业微信后台设置' },
  48001: { kind: 'config', mend: '企业没有这个接口的权限，请确认企业已认证并开通' },
  48002: { kind: 'config', mend: '应用没有这个接口的权限，请在「客户联系 → 可调用接口的应用」里加上它' },
  48006: { kind: 'config', mend: '接口权限被收回了，请联系企业微信管理员' },
  50002: { kind: 'config', mend: CONFIG_SCOPE },
  50003: { kind: 'config', mend: '应用被停用了，请在企业微信后台启用' },
  60011: { kind: 'config', mend: CONFIG_SCOPE },
  60020: { kind: 'config', mend: '服务器的 IP 不在「企业可信 IP」里，请到企业微信后台加上' },
  84074: { kind: 'config', mend: '这位员工没有客户联系权限，请在企业微信后台为其开通' },
  41054: { kind: 'config', mend: '这位员工还没有激活或实名，请本人在企业微信里完成' },
  41057: { kind: 'config', mend: '企业还没有绑定微信开发者 ID，请管理员在后台绑定' },
  610015: { kind: 'config', mend: '小程序的开放平台账号还没有认证，请先认证' },
  610016: { kind: 'config', mend: '企业还没有认证，请先完成认证' },
  701008: { kind: 'config', mend: '企业的接口许可不足，请管理员购买或分配' },

  [-1]: { kind: 'retry_later', mend: WAIT },
  6000: { kind: 'retry_later', mend: '有人同时在改同一份数据，稍后会自动再试' },
  45009: { kind: 'retry_later', mend: '今天或这一分钟调用太多，稍后会自动再试' },
  45033: { kind: 'retry_later', mend: WAIT },
  41063: { kind: 'retry_later', mend: '群发任务还在下发，几秒后会自动再查' },
  41079: { kind: 'retry_later', mend: '任务还在下发，几秒后会自动再查' },
  41096: { kind: 'retry_later', mend: '另一个应用正在发欢迎语，稍后会自动再试' },

  41051: { kind: 'done', mend: '欢迎语已经发过，不用再发' },
  41093: { kind: 'done', mend: '这个群发任务已经发完或停止，不能再改' },
  41094: { kind: 'done', mend: '24 小时内已经提醒过 3 次，请明天再提醒，或直接联系群主' },
  90508: { kind: 'done', mend: '这个群近期已经转移过，请过几天再操作' },

  41050: { kind: 'expired', mend: '欢迎语超过了 20 秒的时限，这位客户请由导购手动问候' },

  40003: { kind: 'bad_target', mend: '员工账号不存在，请同步通讯录后重新选择' },
  41035: { kind: 'bad_argument', mend: BUG },
  41053: { kind: 'bad_target', mend: '客户还没有同意会话存档，请由导购手动问候' },
  40096: { kind: 'bad_target', mend: '客户不存在或已不是好友，请同步客户后重新选择' },
  46004: { kind: 'bad_target', mend: '员工不存在，请同步通讯录后重新选择' },
  60111: { kind: 'bad_target', mend: '员工账号不存在，请同步通讯录后重新选择' },
  81013: { kind: 'bad_target', mend: '收件员工都无效，请检查员工账号和应用可见范围' },
  84061: { kind: 'bad_target', mend: '这位员工没有添加这位客户，请换一位员工' },
  84084: { kind: 'bad_target', mend: '这位员工不是客户的跟进人，请换一位员工' },
  86001: { kind: 'bad_target', mend: '客户群不存在或已解散，请同步客户群后重新选择' },
  86003: { kind: 'bad_target', mend: '客户群不存在或已解散，请同步客户群后重新选择' },
  90501: { kind: 'bad_target', mend: '这个群不是客户群，请重新选择' },
  90509: { kind: 'bad_target', mend: '这个群的群主不在应用可见范围，请换一个群' },
  610014: { kind: 'bad_target', mend: '客户的 unionid 无效，请让客户重新进入小程序' },
  41048: { kind: 'bad_target', mend: '没有可以发送的群，请确认这些群的群主就是发送人' },

  40004: { kind: 'bad_argument', mend: BUG },
  40007: { kind: 'bad_argument', mend: '素材超过 3 天已失效，请重新上传图片' },
  40008: { kind: 'bad_argument', mend: BUG },
  40058: { kind: 'bad_argument', mend: BUG },
  40063: { kind: 'bad_argument', mend: BUG },
  40068: { kind: 'bad_argument', mend: '标签不存在，请同步标签后重新选择' },
  40071: { kind: 'bad_argument', mend: '标签名重复，请换一个名字' },
  40123: { kind: 'bad_argument', mend: '图片格式不对，请换成 JPG 或 PNG' },
  41037: { kind: 'bad_argument', mend: BUG },
  41038: { kind: 'bad_argument', mend: BUG },
  41039: { kind: 'bad_argument', mend: BUG },
  41040: { kind: 'bad_argument', mend: BUG },
  41041: { kind: 'bad_argument', mend: '一个渠道码最多 100 位员工，请减少人数' },
  41042: { kind: 'bad_argument', mend: BUG },
  41043: { kind: 'bad_argument', mend: BUG },
  41044: { kind: 'bad_argument', mend: BUG },
  41045: { kind: 'bad_argument', mend: BUG },
  41046: { kind: 'bad_argument', mend: BUG },
  41047: { kind: 'bad_argument', mend: '企业微信里没有这个群发任务，请重新创建' },
  41055: { kind: 'bad_argument', mend: '入群欢迎语模板满 100 个了，请到企业微信后台删掉不用的' },
  41058: { kind: 'bad_argument', mend: '这个入群欢迎语模板不在了，请重新生成' },
  41064: { kind: 'bad_argument', mend: '附件太多，最多 9 个，请删掉一些' },
  41065: { kind: 'bad_argument', mend: '附件类型不支持，请换成图片、链接、小程序、视频或文件' },
  41072: { kind: 'bad_argument', mend: '附件类型不支持，请换成图片、链接、小程序、视频或文件' },
  41088: { kind: 'bad_argument', mend: BUG },
  41091: { kind: 'bad_argument', mend: '一个入群码最多 5 个群，请减少群数' },
  43002: { kind: 'bad_argument', mend: BUG },
  44001: { kind: 'bad_argument', mend: '图片是空的，请重新上传' },
  45001: { kind: 'bad_argument', mend: '图片太大，请压缩到 2 MB 以内' },
  45002: { kind: 'bad_argument', mend: '文字太长，请缩短后再发' },
  47001: { kind: 'bad_argument', mend: BUG },
  81017: { kind: 'bad_argument', mend: '群主超过 1000 位，请按群主分批同步' },
  82001: { kind: 'bad_argument', mend: '没有选择收件员工，请至少选一位' },
  86214: { kind: 'bad_argument', mend: BUG },
}

/** A code that is not in the table asks for a person: guessing "retry" could send twice, guessing "done" could lose. */
export function describeCode(code: number): Known {
  return WECOM_CODES[code] ?? { kind: 'config', mend: `企业微信返回了没有收录的错误码 ${code}，请把它发给技术同事` }
}
