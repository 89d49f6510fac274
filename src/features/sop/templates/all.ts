import { unresolvedVariables } from '../variables'
import { calendarTemplate } from './calendar'
import { dailyTemplate } from './daily'
import { memberDayTemplate } from './memberDay'
import { nurtureTemplate } from './nurture'
import type { Template, TemplateSummary } from './template'
import { weekTemplate } from './week'
import { welcomeTemplate } from './welcome'

/** Every template, in the order in which a brand needs them. */
export const templates: readonly Template[] = [
  welcomeTemplate,
  dailyTemplate,
  weekTemplate,
  nurtureTemplate,
  calendarTemplate,
  memberDayTemplate,
]

export function summaryOfTemplate({ id, name, about, nodes }: Template): TemplateSummary {
  const blanks = [...new Set(nodes.flatMap((node) => unresolvedVariables(node)))]
  return { id, name, about, nodes: nodes.length, blanks }
}
