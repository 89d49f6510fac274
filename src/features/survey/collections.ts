import type { Slots } from './quota'
import type { AskedMember, Batch, Invite, PhotoRecord, Reached, RoundRecord, TextRecord } from './records'
import type { Rollup } from './rollup'
import type { FollowUp, Response, Survey, SurveyVersion } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    surveys: Survey
    survey_versions: SurveyVersion
    survey_responses: Response
    survey_slots: Slots
    survey_rollups: Rollup
    survey_reached: Reached
    survey_batches: Batch
    survey_texts: TextRecord
    survey_photos: PhotoRecord
    survey_invites: Invite
    survey_asks: AskedMember
    survey_rounds: RoundRecord
    followups: FollowUp
  }
}
