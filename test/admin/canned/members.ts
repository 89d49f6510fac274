import type { ListedMember } from '../../../src/features/member/contract'
import { cannedNow } from './board'

const PAGE = 400
const ALL = 10_000

function member(index: number): ListedMember {
  const code = (0x3f9a01bc + index * 7919).toString(16).padStart(8, '0').toUpperCase()
  return {
    ...{ memberId: `m${code.toLowerCase().padEnd(24, '0')}`, code, tier: ['普通', '核心', 'VIP'][index % 3] ?? '普通' },
    ...{ points: (index * 37) % 5000, streak: index % 31, lastDay: index % 9 === 0 ? null : '2026-11-22' },
    ...{ channel: index % 4 === 0 ? '' : '门店收银台', groups: [`福利群${(index % 9) + 1}`] },
    ...{ segments: index % 5 === 0 ? ['老客', '敏感肌'] : [], joinedAt: cannedNow - index * 3_600_000 },
    consent: index % 50 === 0 ? 'old' : 'given',
  }
}

/** Ten thousand members in pages, as the desk asks for them. */
export const cannedMembers = {
  'member.getChoices': () => ({
    tiers: [{ id: 'core', name: '核心' }],
    channels: [],
    groups: [{ id: 'g1', name: '福利群1' }],
    wholeBrand: true,
  }),
  'member.list': ({ after }: { after: { at: string } | null }) => {
    const from = after === null ? 0 : Number(after.at)
    const until = Math.min(ALL, from + PAGE)
    return {
      rows: Array.from({ length: until - from }, (_, offset) => member(from + offset)),
      next: until < ALL ? { at: String(until), id: 'm' } : null,
    }
  },
  'member.turnSegment': () => ({ segments: ['老客'], changed: true }),
  'desk.getMenu': () => ({ brand: '花间美妆', posts: 3, referrals: 0, events: 1 }),
}
