import { Chart } from '../../../admin/parts/Chart'
import type { QuestionResult, SurveyResults } from '../contract'
import { type RowsHref, trendModel } from './series'

/** Answers and score week by week. */
export function TrendCard({
  results,
  scored,
  href,
}: {
  results: SurveyResults
  scored: QuestionResult | null
  href: RowsHref
}) {
  return (
    <Chart
      className="survey-half"
      title="每周走势"
      name={`${results.title} 每周走势`}
      hint={scored ? '竖线是区间，空心点和上一周分不清' : '柱是份数'}
      model={trendModel(results, scored, href)}
      metrics={
        scored && scored.type in scoreMetrics
          ? [scoreMetrics[scored.type as keyof typeof scoreMetrics], 'responses']
          : ['responses']
      }
      height={190}
    />
  )
}

const scoreMetrics = { nps: 'nps', csat: 'csat', ces: 'ces', rating: 'rating' } as const
