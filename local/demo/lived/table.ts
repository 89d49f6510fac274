import type { Grid, GridSheet } from '../../../src/features/sop/grid'
import { addDays, type Day } from '../../../src/kernel/day'

/** How long the table of the demo runs beyond today (days). */
const RUNS = 45

/**
 * The shop's table as the operator brought it up to date: it runs now, the solstice is found by its name, what to do when the noon's goods
 * are late is said, and one idea has no date yet.
 */
export function revisedTable(from: Day, today: Day): (grid: Grid) => Grid {
  return ({ fileName, sheets }) => ({
    fileName,
    sheets: sheets.map((sheet, at) => {
      if (at === 0) {
        const title = `花间美妆·福利群日常SOP(V1.0)  执行周期:${chinese(from)}—${chinese(addDays(today, RUNS))}`
        return withCells(sheet, { A1: title, L2: '晚了怎么办', L5: '问我' })
      }
      if (sheet.name === '节点活动') return withCells(sheet, { A3: '冬至', L2: '不定时发', ...IDEA })
      return sheet
    }),
  })
}

const IDEA = {
  ...{ A7: '周六', B7: '15:00', C7: '互动', D7: '素颜挑战', E7: '周末素颜挑战，晒出你的素颜照，点赞前三送小样' },
  ...{ F7: '图文', G7: '幽默', H7: '话题图', I7: '全部福利群', J7: '阿玲', L7: '等新品小样到货再排' },
}

function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

function withCells(sheet: GridSheet, values: Record<string, string>): GridSheet {
  const kept = sheet.cells.filter(({ ref }) => values[ref] === undefined)
  return { ...sheet, cells: [...kept, ...Object.entries(values).map(([ref, value]) => ({ ref, value }))] }
}
