/**
 * Words that WeChat does not allow in what a brand says. 《微信小程序平台运营规范》5.1 (no benefit of any kind for sharing),
 * 《微信外部链接内容管理规范》(no rewards for passing on, collecting likes, helping hands) and 《公众平台运营规范》3.3 (no rewards or locked
 * content for following); 《广告法》第九条 for absolute claims.
 *
 * It finds what people usually write, not every way around it: whoever reads the finding decides.
 */
export interface Finding {
  /** As it stands in the text. */
  words: string
  /** Place of the first letter. */
  at: number
  /** One Chinese sentence: what is not allowed, and what to write instead. */
  why: string
}

interface Ban {
  pattern: RegExp
  why: string
}

/** 分享心得, 领口 and 减肥 are no gains. */
const GAIN =
  '(?:领(?![口域带导子])|送|(?<![心觉值懂记变显])得(?![空知体意])|返[现利]|抽|换(?![季个句])|解锁|免费|减(?![肥脂少压])|赢|拿)'
const SHARE = '(?:转发|分享|扩散|转给|发朋友圈|晒朋友圈|发到朋友圈|转朋友圈)'
const FOLLOW = '(?:关注|加群|进群|入群|加好友|添加企微|加企微|加微信|扫码添加)'
/** So far apart two words are still one thought; a full stop ends it. */
const NEAR = '[^。！？!?\\n]{0,10}?'

const SHARING = '微信不允许用好处换转发分享，会被封分享功能。把好处改成给打卡、到店或核销。'
const FOLLOWING = '微信不允许用好处换关注、加好友或进群。把它写成一句邀请，好处另外给。'

const BANS: readonly Ban[] = [
  { pattern: new RegExp(`${SHARE}${NEAR}(?:即可|就能|就可|可以?|后|立|再)?${NEAR}${GAIN}`, 'g'), why: SHARING },
  { pattern: /(?:转发|分享)(?:即|就|有|送|领|得)(?:送|领|得|奖|礼)?/g, why: SHARING },
  {
    pattern: new RegExp(`${FOLLOW}(?:即可|即|就能?|就可以?|后可?|立|免费)?(?:${GAIN}|有礼|有奖|有红包)`, 'g'),
    why: FOLLOWING,
  },
  {
    pattern: /集\s*赞|攒赞|点赞(?:满|达|够)\s*\d*|求赞|集齐?\s*\d+\s*个?赞/g,
    why: '微信不允许集赞换好处。改成在小程序里打卡或投票。',
  },
  {
    pattern:
      /(?:邀请|拉|找|喊)(?:好友|朋友|人|\s*\d+\s*(?:位|个|名)?(?:好友|朋友|人))[^。！？!?\n]{0,8}(?:助力|砍价|砍一刀|解锁|领|送|得|免单|提现)/g,
    why: '微信不允许邀请人头换好处。邀请可以写，奖励只能给好友自己之后的行为。',
  },
  {
    pattern: /助力(?:领|得|免|砍)|帮我?(?:砍|助力|点一下)|砍一刀/g,
    why: '微信不允许助力、砍价。换成单人就能完成的活动。',
  },
  {
    pattern: /不转(?:不是|发|就)|不转发?[^。！？!?\n]{0,6}(?:后悔|不是|倒霉)|必须转发|请务必转发|速转|转疯了/g,
    why: '微信不允许胁迫或催人转发。删掉这句。',
  },
  {
    pattern:
      /(?:全网|全国|全球|史上|行业|世界)(?:第一|最[低高好强佳])|国家级|最高级|最佳|顶级|独一无二|绝无仅有|100%有效|永久有效/g,
    why: '广告法不允许绝对化的说法。改成能拿出依据的事实。',
  },
]

/** Every place that is not allowed, in order; of two that overlap the first and longest. */
export function findBanned(text: string): Finding[] {
  const all = BANS.flatMap(({ pattern, why }) =>
    [...text.matchAll(pattern)].map((match) => ({ words: match[0], at: match.index, why })),
  )
  all.sort((a, b) => a.at - b.at || b.words.length - a.words.length)
  const kept: Finding[] = []
  let end = 0
  for (const finding of all) {
    if (finding.at < end) continue
    kept.push(finding)
    end = finding.at + finding.words.length
  }
  return kept
}

/** One sentence for a page: what was found and why it is not allowed; null when nothing was. */
export function bannedWords(texts: readonly string[]): string | null {
  const [first, ...others] = texts.flatMap(findBanned)
  if (first === undefined) return null
  return `「${first.words}」${others.length > 0 ? `等 ${others.length + 1} 处` : ''}：${first.why}`
}
