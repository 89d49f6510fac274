import './collections'
import '../person/collections'
import { type Day, dayOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { identityIdOf } from '../person/rules'
import { staysOf, type Tie } from '../person/ties'
import type { MoveRow } from './contract'

const MOST = 1000

export interface MovesAsked {
  chatId: string
  which: 'joins' | 'quits'
  from: Day
  to: Day
}

/** Who came to a group or left it on some days. Two wire calls for a group of up to a thousand people. */
export async function listMoves(store: Store, asked: MovesAsked): Promise<MoveRow[]> {
  const ties = await readAll(store, 'ties', { kind: 'group', place: asked.chatId })
  const moves = movesOf(ties, asked)
  const ids = [...new Set(moves.map(({ external }) => identityIdOf('ext', external)))]
  const faces = ids.length === 0 ? [] : await readAll(store, 'identities', { _id: is.in(ids) }, ['person'])
  const persons = new Map(faces.map(({ _id, person }) => [_id, person]))
  return moves.map(({ external, ...move }) => ({
    ...move,
    person: persons.get(identityIdOf('ext', external)) ?? null,
    code: `…${external.slice(-4)}`,
  }))
}

/** Newest first; each coming and going once, those who came again once more, as the chart counts them. */
export function movesOf(ties: readonly Tie[], { which, from, to }: MovesAsked) {
  return ties
    .flatMap((tie) => staysOf(tie).map((stay, n) => ({ tie, stay, n })))
    .flatMap(({ tie, stay, n }) => {
      const at = which === 'joins' ? stay.from : stay.to
      if (at === null || dayOf(at) < from || dayOf(at) > to) return []
      const scene = which === 'joins' ? stay.joinScene : stay.quitScene
      return [{ id: `${tie._id}:${n}`, at, scene, external: tie.externalUserid }]
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .slice(0, MOST)
}
